package dev.sprue.engine.tensor;

import dev.sprue.engine.gguf.GgufFile;
import dev.sprue.engine.gguf.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** A weight matrix in the number format it is stored in; it is never widened as a whole. */
public sealed interface Matrix permits Q8Matrix, FloatMatrix {

    /** Returns the number of rows: the length of a product. */
    int rows();

    /** Returns the length of a row: that of a multiplied vector. */
    int columns();

    /**
     * Multiplies some rows by {@code vectors} vectors, on the calling thread.
     *
     * @param x the vectors, {@link #columns()} floats each
     * @param out the products, {@link #rows()} floats each, of which {@code from} to {@code to - 1} are written
     */
    void multiply(Kernels kernels, int from, int to, float[] x, int vectors, float[] out);

    /** Multiplies by {@code x} (at least {@link #columns()} floats) into {@code out} (at least {@link #rows()}). */
    default void multiply(Kernels kernels, float[] x, float[] out) {
        multiply(kernels, 0, rows(), x, 1, out);
    }

    /** Widens one row to floats, into {@code out} from {@code offset}. */
    void row(int row, float[] out, int offset);

    /** Widens one row to floats. */
    default void row(int row, float[] out) {
        row(row, out, 0);
    }

    /** Loads a one- or two-dimensional tensor; one dimension gives a single row. */
    static Matrix load(GgufFile file, TensorInfo tensor) {
        int columns = tensor.dimensions().getFirst();
        int rows = 1;
        for (int size : tensor.dimensions().subList(1, tensor.dimensions().size())) {
            rows *= size;
        }
        ByteBuffer data = file.data(tensor);
        return switch (tensor.type()) {
            case F32 -> {
                float[] floats = new float[rows * columns];
                data.asFloatBuffer().get(floats);
                yield of(rows, columns, floats);
            }
            case F16 -> {
                ShortBuffer stored = data.asShortBuffer();
                short[] halves = new short[rows * columns];
                stored.get(halves);
                yield new FloatMatrix(rows, columns, new FloatMatrix.Halves(halves));
            }
            case Q8_0 -> Q8Matrix.load(rows, columns, data);
        };
    }

    /** Makes a matrix of floats, row after row; the array is kept, not copied. */
    static Matrix of(int rows, int columns, float[] floats) {
        return new FloatMatrix(rows, columns, new FloatMatrix.Singles(floats));
    }
}
