package dev.sprue.engine.tensor;

/**
 * The order in which encoder kernels add many floats up: number {@code i} goes to partial sum {@code i % 16}, and the 16
 * are added in pairs. Every shape of vectors can do that, and plain loops too, so that all give the same bits; what is
 * quantised after a sum would make much of a difference in the last one.
 */
final class Sixteen {
    /** The number of partial sums; the widest vectors that are used have as many lanes. */
    static final int LANES = 16;

    private Sixteen() {}

    /** Returns the sum of the partial sums, which are overwritten. */
    static float total(float[] partial) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partial[i] += partial[i + half];
            }
        }
        return partial[0];
    }
}
