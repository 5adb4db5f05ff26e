package dev.sprue.engine.tensor;

/**
 * The arithmetic that a forward pass spends its time in, on the calling thread. Two implementations give the same results
 * up to the order of float additions: {@link VectorKernels} and {@link ScalarKernels}.
 *
 * <p>Within one implementation a number of a product has the same bits however many vectors are multiplied at once and
 * whichever rows a {@link Part} has: what is computed for one caller does not depend on who else is there.
 *
 * <p>Callers guarantee that offsets and lengths lie inside the arrays; the inner loops rely on it.
 */
public interface Kernels {
    /** The number of elements of a Q8_0 block. */
    int Q8_BLOCK = 32;
    /** The number of rows of a Q8_0 matrix that lie interleaved in memory. */
    int Q8_ROWS = 4;

    /** Returns a short name for logs and fingerprints. */
    String name();

    /**
     * Multiplies rows of a Q8_0 matrix by vectors: {@code out[v * rows + r] = sum over c of scale * quant * x[v * columns
     * + c]}.
     *
     * <p>Memory is read from one end to the other, whatever the length of a row: rows lie in groups of four, in a group block
     * after block, of each block the 32 quants of the first row, then of the second and so on. The last group is filled up
     * with zeros. {@code part.from()} is the first row of a group.
     *
     * @param quants the quants; a row's length is a multiple of 32
     * @param scales one scale for each 32 quants, in the same order
     */
    void multiplyQ8(byte[] quants, float[] scales, Part part, float[] x, float[] out);

    /** Multiplies rows of an F16 matrix (raw IEEE half floats, row after row) by vectors, as {@link #multiplyQ8} does. */
    void multiplyF16(short[] halves, Part part, float[] x, float[] out);

    /** Multiplies rows of an F32 matrix by vectors, as {@link #multiplyQ8} does. */
    void multiplyF32(float[] weights, Part part, float[] x, float[] out);

    /** Writes the dot products of each row and one vector to {@code out}, one beside the other. */
    void dots(Strided rows, float[] x, int xOffset, float[] out, int outOffset);

    /** Adds {@code weights[weightsOffset + i]} times row i, for all rows, to {@code out}. */
    void addWeighted(Strided rows, float[] weights, int weightsOffset, float[] out, int outOffset);

    /** Returns the dot product of two runs of {@code length} floats. */
    float dot(float[] a, int aOffset, float[] b, int bOffset, int length);

    /** Adds {@code factor * source} to {@code target} over {@code length} floats. */
    void addScaled(float[] target, int targetOffset, float[] source, int sourceOffset, int length, float factor);

    /** Writes {@code silu(gate) * up} over {@code gate}; silu(x) is x / (1 + e^-x). */
    void swiglu(float[] gate, int gateOffset, float[] up, int upOffset, int length);

    /** Writes {@code silu(gate) * up} over the first {@code length} floats of {@code gate}. */
    default void swiglu(float[] gate, float[] up, int length) {
        swiglu(gate, 0, up, 0, length);
    }

    /** Replaces the first {@code length} values by their softmax. At least one value must be finite. */
    void softmax(float[] values, int length);
}
