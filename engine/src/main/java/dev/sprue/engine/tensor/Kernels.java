package dev.sprue.engine.tensor;

/**
 * The arithmetic that a forward pass spends its time in. Two implementations give the same results up to the order of
 * float additions: {@link VectorKernels} and {@link ScalarKernels}.
 *
 * <p>Callers guarantee that offsets and lengths lie inside the arrays; the inner loops rely on it.
 */
public interface Kernels {
    /** The number of elements of a Q8_0 block. */
    int Q8_BLOCK = 32;

    /** Returns a short name for logs and fingerprints. */
    String name();

    /**
     * Multiplies a Q8_0 matrix by a vector: {@code out[r] = sum over c of scale * quant * x[c]}.
     *
     * @param quants the quants, row after row
     * @param scales one scale for each 32 quants
     * @param columns a row's length, a multiple of 32
     * @param rows the number of rows
     */
    void multiplyQ8(byte[] quants, float[] scales, int columns, int rows, float[] x, float[] out);

    /** Multiplies an F16 matrix (raw IEEE half floats, row after row) by a vector. */
    void multiplyF16(short[] halves, int columns, int rows, float[] x, float[] out);

    /** Multiplies an F32 matrix by a vector. */
    void multiplyF32(float[] weights, int columns, int rows, float[] x, float[] out);

    /** Returns the dot product of two runs of {@code length} floats. */
    float dot(float[] a, int aOffset, float[] b, int bOffset, int length);

    /** Adds {@code factor * source} to {@code target} over {@code length} floats. */
    void addScaled(float[] target, int targetOffset, float[] source, int sourceOffset, int length, float factor);

    /** Writes {@code silu(gate) * up} over {@code gate}; silu(x) is x / (1 + e^-x). */
    void swiglu(float[] gate, float[] up, int length);

    /** Replaces the first {@code length} values by their softmax. At least one value must be finite. */
    void softmax(float[] values, int length);
}
