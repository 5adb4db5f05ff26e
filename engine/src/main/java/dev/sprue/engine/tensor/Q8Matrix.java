package dev.sprue.engine.tensor;

import java.nio.ByteBuffer;

/** A Q8_0 matrix with quants and scales apart, so that kernels load both without gaps. */
final class Q8Matrix implements Matrix {
    private final int rows;
    private final int columns;
    private final byte[] quants;
    private final float[] scales;

    private Q8Matrix(int rows, int columns, byte[] quants, float[] scales) {
        this.rows = rows;
        this.columns = columns;
        this.quants = quants;
        this.scales = scales;
    }

    static Q8Matrix load(int rows, int columns, ByteBuffer data) {
        int blocks = rows * (columns / Kernels.Q8_BLOCK);
        byte[] quants = new byte[blocks * Kernels.Q8_BLOCK];
        float[] scales = new float[blocks];
        for (int block = 0; block < blocks; block++) {
            scales[block] = Float.float16ToFloat(data.getShort());
            data.get(quants, block * Kernels.Q8_BLOCK, Kernels.Q8_BLOCK);
        }
        return new Q8Matrix(rows, columns, quants, scales);
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
        kernels.multiplyQ8(quants, scales, columns, rows, x, out);
    }

    @Override
    public void row(int row, float[] out) {
        int at = row * columns;
        for (int column = 0; column < columns; column++) {
            out[column] = quants[at + column] * scales[(at + column) / Kernels.Q8_BLOCK];
        }
    }
}
