package dev.sprue.engine.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What limits a number.
 *
 * @param whole whether it must be an integer
 * @param low the lower bound; absent: none
 * @param lowOpen whether the lower bound itself is excluded
 * @param high the upper bound; absent: none
 * @param highOpen whether the upper bound itself is excluded
 * @param step the positive number of which it must be a multiple; absent: none
 */
record NumberBounds(
        boolean whole,
        Optional<BigDecimal> low,
        boolean lowOpen,
        Optional<BigDecimal> high,
        boolean highOpen,
        Optional<BigDecimal> step) {

    static final NumberBounds ANY_NUMBER = any(false);
    static final NumberBounds ANY_INTEGER = any(true);

    private static NumberBounds any(boolean whole) {
        return new NumberBounds(whole, Optional.empty(), false, Optional.empty(), false, Optional.empty());
    }

    /** Returns the digits behind the point that the bounds and the step have. */
    int scale() {
        return Math.max(Math.max(scale(low), scale(high)), scale(step));
    }

    private static int scale(Optional<BigDecimal> number) {
        return number.map(n -> Math.max(0, n.stripTrailingZeros().scale())).orElse(0);
    }

    /** Returns the step of an integer, or of a number whose step is one: every multiple of both 1 and the step. */
    @Nullable
    BigInteger wholeStep() {
        if (step.isEmpty()) {
            return whole ? BigInteger.ONE : null;
        }
        BigDecimal exact = step.get().stripTrailingZeros();
        if (exact.scale() <= 0) {
            return exact.toBigIntegerExact();
        }
        if (!whole) {
            return null;
        }
        BigInteger scaled = exact.unscaledValue();
        return scaled.divide(scaled.gcd(BigInteger.TEN.pow(exact.scale())));
    }
}
