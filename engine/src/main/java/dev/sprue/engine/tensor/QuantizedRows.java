package dev.sprue.engine.tensor;

/**
 * Rows of activations as whole numbers: {@code value = scale * (q - zero)} with q in 0 to 255 and one scale and zero for
 * all rows, as ONNX's DynamicQuantizeLinear defines them. What is kept is {@code q - zero}, in floats, since these are
 * what processors multiply and add fastest of what Java can reach. Filled by {@link EncoderKernels#quantize}, again and
 * again.
 */
public final class QuantizedRows {
    /** Rows that are multiplied together; storage is rounded up to whole tiles. */
    static final int TILE = 4;
    /** The greatest size of a kept number. */
    static final int MAX = 255;

    final int columns;
    final float[] values;

    float scale;
    int rows;

    /**
     * Makes room.
     *
     * @param columns the length of a row, a multiple of 16
     */
    public QuantizedRows(int maxRows, int columns) {
        this.columns = columns;
        this.values = new float[padded(maxRows) * columns];
    }

    /** Rounds a number of rows up to whole tiles: arrays that are written by the kernels must have room for so many. */
    public static int padded(int rows) {
        return (rows + TILE - 1) / TILE * TILE;
    }

    /** Takes the scale from the least and the greatest value, as the operator's definition does, and returns the zero. */
    int fit(float least, float greatest) {
        float min = Math.min(least, 0);
        float max = Math.max(greatest, 0);
        scale = max == min ? 1 : (max - min) / MAX;
        return (int) Math.rint(Math.clamp(-min / scale, 0, MAX));
    }
}
