package dev.sprue.engine.tensor;

import java.nio.ByteBuffer;

/** A Q8_0 matrix with quants and scales apart, in the order in which {@link Kernels#multiplyQ8} reads them. */
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
        int blocks = columns / Kernels.Q8_BLOCK;
        int padded = (rows + Kernels.Q8_ROWS - 1) / Kernels.Q8_ROWS * Kernels.Q8_ROWS;
        byte[] quants = new byte[Math.multiplyExact(padded, columns)];
        float[] scales = new float[padded * blocks];
        for (int row = 0; row < rows; row++) {
            for (int block = 0; block < blocks; block++) {
                int at = place(row, block, blocks);
                scales[at] = Float.float16ToFloat(data.getShort());
                data.get(quants, at * Kernels.Q8_BLOCK, Kernels.Q8_BLOCK);
            }
        }
        return new Q8Matrix(rows, columns, quants, scales);
    }

    /** Returns the number of a block in the order of {@link Kernels#multiplyQ8}. */
    private static int place(int row, int block, int blocks) {
        int group = row / Kernels.Q8_ROWS;
        return (group * blocks + block) * Kernels.Q8_ROWS + row % Kernels.Q8_ROWS;
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
    public void multiply(Kernels kernels, int from, int to, float[] x, int vectors, float[] out) {
        kernels.multiplyQ8(quants, scales, new Part(rows, columns, from, to, vectors), x, out);
    }

    @Override
    public void row(int row, float[] out, int offset) {
        int blocks = columns / Kernels.Q8_BLOCK;
        for (int block = 0; block < blocks; block++) {
            int at = place(row, block, blocks);
            for (int i = 0; i < Kernels.Q8_BLOCK; i++) {
                out[offset + block * Kernels.Q8_BLOCK + i] = quants[at * Kernels.Q8_BLOCK + i] * scales[at];
            }
        }
    }
}
