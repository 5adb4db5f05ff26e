package dev.sprue.engine.schema;

import dev.sprue.engine.grammar.NetworkBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the numbers between two bounds, from left to right, for one count of digits before the point after the other. A
 * state knows how many digits may still come, whether what was read are the digits with which the lower and the upper
 * bound begin (then the bound limits the next digit), and the remainder of what was read by the step. Once no bound
 * limits the digits, numbers of all lengths share their states.
 */
final class DigitWalk {
    private final NetworkBuilder network;
    private final BigDecimal low;
    private final boolean lowOpen;
    private final BigDecimal high;
    private final boolean highOpen;
    private final Optional<BigDecimal> step;

    private String lowDigits = "";
    private String highDigits = "";
    private int before;
    private int fraction;
    /** The step in units of the last digit behind the point; 1 where there is none. */
    private BigInteger modulus = BigInteger.ONE;

    private final int end;
    private final Map<At, Integer> states = new HashMap<>();
    private final Deque<At> work = new ArrayDeque<>();

    DigitWalk(
            NetworkBuilder network,
            BigDecimal low,
            boolean lowOpen,
            BigDecimal high,
            boolean highOpen,
            Optional<BigDecimal> step) {
        this.network = network;
        this.low = low;
        this.lowOpen = lowOpen;
        this.high = high;
        this.highOpen = highOpen;
        this.step = step;
        this.end = network.state();
        network.end(end);
    }

    /**
     * Where a walk is.
     *
     * @param left digits before the point that must still come; negative: digits behind it that were read
     * @param point whether the point was read
     * @param length digits before the point; 0 where all lengths are alike
     */
    private record At(int left, boolean point, boolean alongLow, boolean alongHigh, BigInteger remainder, int length) {}

    /** Adds the numbers of {@code before} digits before the point, without leading zeros, and at most {@code fraction} behind it. */
    void add(int from, int beforePoint, int fractionDigits) {
        before = beforePoint;
        fraction = fractionDigits;
        lowDigits = digits(low, scaleOf(low, fraction));
        highDigits = digits(high, scaleOf(high, fraction));
        modulus = step.map(s -> s.movePointRight(fraction).toBigIntegerExact()).orElse(BigInteger.ONE);
        boolean alongLow = lowDigits.length() - scaleOf(low, fraction) == before;
        boolean alongHigh = highDigits.length() - scaleOf(high, fraction) == before;
        // its own state, since leading zeros are not allowed here
        digit(at(before, false, alongLow, alongHigh, BigInteger.ZERO), from, before > 1 ? 1 : 0);
        while (!work.isEmpty()) {
            visit(work.remove());
        }
    }

    private static int scaleOf(BigDecimal number, int least) {
        return Math.max(least, number.scale());
    }

    private static String digits(BigDecimal number, int scale) {
        return number.setScale(scale).toPlainString().replace(".", "");
    }

    private At at(int left, boolean point, boolean alongLow, boolean alongHigh, BigInteger remainder) {
        boolean alike = !alongLow && !alongHigh && (step.isPresent() || fraction == 0);
        return new At(left, point, alongLow, alongHigh, remainder, alike ? 0 : before);
    }

    private void visit(At at) {
        int state = state(at);
        boolean mayEnd = at.point() ? at.left() < 0 : at.left() == 0;
        if (mayEnd && isWithin(at)) {
            network.skip(state, end);
        }
        if (at.left() == 0 && !at.point()) {
            if (fraction > 0) {
                At behind = at(0, true, at.alongLow(), at.alongHigh(), at.remainder());
                network.read(state, '.', '.', state(behind));
            }
        } else if (at.left() > -fraction) {
            digit(at, state, 0);
        }
    }

    private void digit(At at, int state, int first) {
        int read = before - at.left();
        int least = at.alongLow() ? Math.max(first, digit(lowDigits, read)) : first;
        int most = at.alongHigh() ? digit(highDigits, read) : 9;
        int from = least;
        while (from <= most) {
            int to = state(after(at, from));
            int last = from;
            while (last < most && state(after(at, last + 1)) == to) {
                last++;
            }
            network.read(state, '0' + from, '0' + last, to);
            from = last + 1;
        }
    }

    private At after(At at, int digit) {
        BigInteger remainder = modulus.equals(BigInteger.ONE)
                ? BigInteger.ZERO
                : at.remainder()
                        .multiply(BigInteger.TEN)
                        .add(BigInteger.valueOf(digit))
                        .mod(modulus);
        int read = before - at.left();
        return at(
                at.left() - 1,
                at.point(),
                at.alongLow() && digit == digit(lowDigits, read),
                at.alongHigh() && digit == digit(highDigits, read),
                remainder);
    }

    private int state(At at) {
        Integer known = states.get(at);
        if (known == null) {
            known = network.state();
            states.put(at, known);
            work.add(at);
        }
        return known;
    }

    private static int digit(String digits, int at) {
        return at < digits.length() ? digits.charAt(at) - '0' : 0;
    }

    /** Returns whether the number may end here: all further digits are then zeros. */
    private boolean isWithin(At at) {
        int read = before - at.left();
        boolean lowRest = at.alongLow() && hasMore(lowDigits, read);
        boolean isLow = at.alongLow() && !lowRest;
        boolean isHigh = at.alongHigh() && !hasMore(highDigits, read);
        if (lowRest || isLow && lowOpen || isHigh && highOpen) {
            return false;
        }
        int missing = fraction + at.left();
        return at.remainder().multiply(BigInteger.TEN.pow(missing)).mod(modulus).signum() == 0;
    }

    private static boolean hasMore(String digits, int from) {
        for (int i = from; i < digits.length(); i++) {
            if (digits.charAt(i) != '0') {
                return true;
            }
        }
        return false;
    }
}
