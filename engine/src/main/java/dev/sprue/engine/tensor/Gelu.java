package dev.sprue.engine.tensor;

/**
 * The activation function x * P(X <= x) for a normally distributed X, good to about 1e-6.
 *
 * <p>The tail P(X > |x|) is half of formula 7.1.26 of Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964),
 * for the complementary error function of |x| / sqrt(2): a polynomial in t = 1 / (1 + p |x|) times e^(-x^2 / 2). Its
 * constants here have the halving and the root taken in. The vector kernels do the same steps with the same constants.
 */
final class Gelu {
    static final float P = (float) (0.3275911 / 1.4142135623730951);
    static final float A1 = 0.254829592f / 2;
    static final float A2 = -0.284496736f / 2;
    static final float A3 = 1.421413741f / 2;
    static final float A4 = -1.453152027f / 2;
    static final float A5 = 1.061405429f / 2;

    private Gelu() {}

    static float of(float x) {
        float t = 1 / (1 + P * Math.abs(x));
        float tail = t * (A1 + t * (A2 + t * (A3 + t * (A4 + t * A5)))) * FastExp.exp(-0.5f * x * x);
        return Math.max(x, 0) - Math.abs(x) * tail;
    }
}
