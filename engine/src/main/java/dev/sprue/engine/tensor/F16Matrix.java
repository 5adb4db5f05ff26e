package dev.sprue.engine.tensor;

import java.nio.ByteBuffer;

/** A matrix of IEEE half floats. */
final class F16Matrix implements Matrix {
    private final int rows;
    private final int columns;
    private final short[] halves;

    private F16Matrix(int rows, int columns, short[] halves) {
        this.rows = rows;
        this.columns = columns;
        this.halves = halves;
    }

    static F16Matrix load(int rows, int columns, ByteBuffer data) {
        short[] halves = new short[rows * columns];
        data.asShortBuffer().get(halves);
        return new F16Matrix(rows, columns, halves);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void multiply(Kernels kernels, float[] x, float[] out) {
        kernels.multiplyF16(halves, columns, rows, x, out);
    }

    @Override
    public void row(int row, float[] out) {
        for (int column = 0; column < columns; column++) {
            out[column] = Float.float16ToFloat(halves[row * columns + column]);
        }
    }
}
