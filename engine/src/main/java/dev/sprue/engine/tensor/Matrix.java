package dev.sprue.engine.tensor;

import dev.sprue.engine.gguf.GgufFile;
import dev.sprue.engine.gguf.TensorInfo;
import java.nio.ByteBuffer;

/** A weight matrix in the number format it is stored in; it is never widened as a whole. */
public sealed interface Matrix permits Q8Matrix, F16Matrix, F32Matrix {

    /** Returns the number of rows: the length of a product. */
    int rows();

    /** Returns the length of a row: that of a multiplied vector. */
    int columns();

    /** Multiplies by {@code x} (at least {@link #columns()} floats) into {@code out} (at least {@link #rows()}). */
    void multiply(Kernels kernels, float[] x, float[] out);

    /** Widens one row to floats. */
    void row(int row, float[] out);

    /** Loads a one- or two-dimensional tensor; one dimension gives a single row. */
    static Matrix load(GgufFile file, TensorInfo tensor) {
        int columns = tensor.dimensions().getFirst();
        int rows = 1;
        for (int size : tensor.dimensions().subList(1, tensor.dimensions().size())) {
            rows *= size;
        }
        ByteBuffer data = file.data(tensor);
        return switch (tensor.type()) {
            case F32 -> F32Matrix.load(rows, columns, data);
            case F16 -> F16Matrix.load(rows, columns, data);
            case Q8_0 -> Q8Matrix.load(rows, columns, data);
        };
    }
}
