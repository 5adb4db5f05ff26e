package dev.sprue.engine.tensor;

/**
 * The arithmetic of an encoder that reads a whole text at once, with weights of eight bits and activations that are
 * quantised on the way. All implementations give the same bits: products of whole numbers are exact, and the rest is done
 * in the same order ({@link Sixteen} where floats are summed up, {@link FastExp} and {@link Gelu} where functions are
 * approximated).
 *
 * <p>Callers guarantee that offsets and lengths lie inside the arrays, and that arrays of rows have room for
 * {@link QuantizedRows#padded} rows.
 */
public interface EncoderKernels {

    /** Returns how many outputs of a product are computed at once; it divides 64. */
    int panelWidth();

    /** Quantises the first {@code rows} rows of {@code x} together, as ONNX's DynamicQuantizeLinear does. */
    void quantize(float[] x, int rows, QuantizedRows out);

    /** Multiplies each row by the matrix into rows of {@code out}; rows that pad the last tile are written too. */
    void multiply(QuantizedRows x, QuantizedMatrix matrix, float[] out);

    /**
     * Multiplies four rows by a matrix of floats: {@code out[r][c] = sum over i of a[r][i] * b[i][c]}, with fused
     * multiply-add, in order.
     *
     * @param aStride from one row of {@code a} to the next; those of {@code b} and {@code out} alike
     * @param inner the length of a row of {@code a}
     * @param columns a multiple of 32
     */
    void multiplyFour(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] out,
            int outOffset,
            int outStride,
            int inner,
            int columns);

    /** Rounds a number of values up to a multiple of 16. */
    static int padded(int length) {
        return (length + Sixteen.LANES - 1) / Sixteen.LANES * Sixteen.LANES;
    }

    /**
     * Replaces {@code length} values by the softmax of {@code factor} times them.
     *
     * @param values has room for {@link #padded} values from {@code offset} on; those beyond {@code length} become 0
     */
    void softmax(float[] values, int offset, int length, float factor);

    /** Replaces each of the first {@code length} values x by {@code x * P(X <= x)}, X normally distributed. */
    void gelu(float[] values, int length);

    /**
     * Adds {@code more} to {@code x} and gives each row mean 0 and variance 1, then scales and shifts its columns.
     *
     * @param weights one factor for each column; their number is the length of a row, a multiple of 16
     * @param biases one summand for each column
     */
    void addAndNormalize(float[] x, float[] more, int rows, float[] weights, float[] biases);
}
