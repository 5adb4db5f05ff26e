package dev.sprue.engine.schema;

import dev.sprue.engine.grammar.NetworkBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Fills the rules of JSON numbers: plain decimals without an exponent, exactly within their bounds.
 *
 * <p>Where the bounds leave it open, a number has at most 15 digits in all: as many as a 64-bit float keeps apart, so that
 * whoever reads it as one sees the same order. Zero is never written with a sign.
 */
final class Numbers {
    /** Decimal digits that every 64-bit float tells apart. */
    private static final int SAFE_DIGITS = 15;
    /** Digits behind the point where nothing asks for more. */
    private static final int FRACTION_DIGITS = 6;

    private final NetworkBuilder network;

    Numbers(NetworkBuilder network) {
        this.network = network;
    }

    /** Fills a rule. */
    void fill(int rule, NumberBounds bounds) {
        BigInteger wholeStep = bounds.wholeStep();
        NumberBounds exact = wholeStep == null ? bounds : integers(bounds, wholeStep);
        int scale = exact.scale();
        int digits = integerDigits(exact, scale);
        BigDecimal limit = BigDecimal.TEN.pow(digits);
        Range range = range(exact, limit);
        int fraction = fraction(exact, scale);
        int minus = network.state();
        network.read(rule, '-', '-', minus);
        magnitudes(rule, range.atLeastZero(), exact, fraction, digits);
        magnitudes(minus, range.negated().aboveZero(), exact, fraction, digits);
    }

    /** Bounds, closed or open. */
    private record Range(BigDecimal low, boolean lowOpen, BigDecimal high, boolean highOpen) {
        Range negated() {
            return new Range(high.negate(), highOpen, low.negate(), lowOpen);
        }

        Range atLeastZero() {
            return low.signum() < 0 ? new Range(BigDecimal.ZERO, false, high, highOpen) : this;
        }

        Range aboveZero() {
            return low.signum() <= 0 ? new Range(BigDecimal.ZERO, true, high, highOpen) : this;
        }

        boolean isEmpty() {
            int order = low.compareTo(high);
            return order > 0 || order == 0 && (lowOpen || highOpen);
        }
    }

    /** Closes the bounds of integers. */
    private static NumberBounds integers(NumberBounds bounds, BigInteger step) {
        Optional<BigDecimal> low = bounds.low()
                .map(n -> bounds.lowOpen()
                        ? n.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE)
                        : n.setScale(0, RoundingMode.CEILING));
        Optional<BigDecimal> high = bounds.high()
                .map(n -> bounds.highOpen()
                        ? n.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE)
                        : n.setScale(0, RoundingMode.FLOOR));
        return new NumberBounds(true, low, false, high, false, Optional.of(new BigDecimal(step)));
    }

    /** Returns how many digits before the point are allowed where a bound is missing. */
    private static int integerDigits(NumberBounds bounds, int scale) {
        int step = bounds.step()
                .map(s -> Math.max(
                        digits(s), digits(new BigDecimal(s.stripTrailingZeros().unscaledValue()))))
                .orElse(1);
        // a large step makes many states a digit, and few digits suffice to have multiples
        int wanted = step > 3 ? step + 2 : SAFE_DIGITS;
        int known = Math.max(
                bounds.low().map(Numbers::digits).orElse(0),
                bounds.high().map(Numbers::digits).orElse(0));
        return Math.max(
                Math.max(1, Math.min(wanted, SAFE_DIGITS - scale)), known + (known > 0 && open(bounds) ? 1 : 0));
    }

    private static boolean open(NumberBounds bounds) {
        return bounds.low().isEmpty() || bounds.high().isEmpty();
    }

    private static int digits(BigDecimal number) {
        return number.abs().toBigInteger().toString().length();
    }

    private static Range range(NumberBounds bounds, BigDecimal limit) {
        return new Range(
                bounds.low().orElse(limit.negate()),
                bounds.low().isEmpty() || bounds.lowOpen(),
                bounds.high().orElse(limit),
                bounds.high().isEmpty() || bounds.highOpen());
    }

    private static int fraction(NumberBounds bounds, int scale) {
        if (bounds.whole()) {
            return 0;
        }
        if (bounds.step().isPresent()) {
            return Math.max(0, bounds.step().get().stripTrailingZeros().scale());
        }
        return scale + (bounds.lowOpen() || bounds.highOpen() ? 1 : 0);
    }

    private void magnitudes(int from, Range range, NumberBounds bounds, int needed, int mostDigits) {
        if (range.isEmpty()) {
            return;
        }
        int longest = Math.min(digits(range.high()), mostDigits);
        boolean free = !bounds.whole() && bounds.step().isEmpty();
        DigitWalk walk =
                new DigitWalk(network, range.low(), range.lowOpen(), range.high(), range.highOpen(), bounds.step());
        for (int digits = digits(range.low()); digits <= longest; digits++) {
            int fraction = free ? Math.max(needed, Math.min(FRACTION_DIGITS, SAFE_DIGITS - digits)) : needed;
            walk.add(from, digits, fraction);
        }
    }
}
