package dev.sprue.engine.tensor;

import java.nio.ByteBuffer;

/** A matrix of 32-bit floats. */
final class F32Matrix implements Matrix {
    private final int rows;
    private final int columns;
    private final float[] weights;

    private F32Matrix(int rows, int columns, float[] weights) {
        this.rows = rows;
        this.columns = columns;
        this.weights = weights;
    }

    static F32Matrix load(int rows, int columns, ByteBuffer data) {
        float[] weights = new float[rows * columns];
        data.asFloatBuffer().get(weights);
        return new F32Matrix(rows, columns, weights);
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
        kernels.multiplyF32(weights, columns, rows, x, out);
    }

    @Override
    public void row(int row, float[] out) {
        for (int column = 0; column < columns; column++) {
            out[column] = weights[row * columns + column];
        }
    }
}
