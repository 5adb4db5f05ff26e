package dev.sprue.gateway.providers.adaptation;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers as 32-bit floats, rounded correctly, from the bytes of a JSON text and without an object for each.
 *
 * <p>Up to 18 digits and powers of ten up to 22 need one operation of doubles: digits and power are exact or off by half a
 * unit in the last place, and so is their product or quotient. What is more than four such units away from the middle between
 * two floats is rounded to the right one of them (W. D. Clinger, "How to Read Floating Point Numbers Accurately", 1990);
 * everything else, about one number in a hundred million, is left to the library.
 */
final class FloatReader {

    /** Powers of ten that are exact as doubles. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int MAX_DIGITS = 18;

    /** The bits of a double's fraction that a float does not have, and the middle of their range. */
    private static final long LOST_BITS = (1L << 29) - 1;

    private static final long MIDDLE = 1L << 28;
    private static final long SAFE_UNITS = 4;

    /** Longer spellings than any program writes; a text of megabytes would take the library long. */
    private static final int MAX_CHARS = 400;

    private final byte[] bytes;
    private final int end;
    private int at;

    /** Stands before the number that begins at {@code from} of a text that ends at {@code end}. */
    FloatReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Offset after the number that was read last. */
    int offset() {
        return at;
    }

    /** Stands before the number at {@code offset}. */
    void at(int offset) {
        at = offset;
    }

    /**
     * Reads the number at hand and stands behind it.
     *
     * @return the nearest float, infinite where the number is beyond all floats
     * @throws NumberFormatException if no number of JSON stands there
     */
    float next() {
        int start = at;
        boolean negative = at < end && bytes[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long digits = digits(0);
        int count = at - first;
        int scale = 0;
        if (at < end && bytes[at] == '.') {
            at++;
            int fraction = at;
            digits = digits(digits);
            scale = fraction - at;
            count -= scale;
        }
        if (count == 0) {
            throw new NumberFormatException("no number");
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            scale += exponent();
        }
        if (count > MAX_DIGITS) {
            count -= zeros(first);
        }
        if (count > MAX_DIGITS || scale < -22 || scale > 22) {
            return slowly(start);
        }
        double value = scale < 0 ? digits / POWERS[-scale] : digits * POWERS[scale];
        if (value == 0) {
            return negative ? -0f : 0f;
        }
        long lost = Double.doubleToRawLongBits(value) & LOST_BITS;
        if (value < Float.MIN_NORMAL || value > Float.MAX_VALUE || Math.abs(lost - MIDDLE) <= SAFE_UNITS) {
            return slowly(start);
        }
        return (float) (negative ? -value : value);
    }

    /** Appends the digits at hand to {@code before}; wrong, but harmless, where there are more than fit. */
    private long digits(long before) {
        long value = before;
        int i = at;
        while (i < end) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            i++;
        }
        at = i;
        return value;
    }

    /** How many zeros come before the first digit that counts. */
    private int zeros(int from) {
        int zeros = 0;
        for (int i = from; i < end && (bytes[i] == '0' || bytes[i] == '.'); i++) {
            zeros += bytes[i] == '0' ? 1 : 0;
        }
        return zeros;
    }

    private int exponent() {
        at++;
        boolean negative = at < end && bytes[at] == '-';
        if (at < end && (negative || bytes[at] == '+')) {
            at++;
        }
        int first = at;
        long value = digits(0);
        if (at == first) {
            throw new NumberFormatException("no exponent");
        }
        int bounded = at - first > 9 ? 1_000_000 : (int) Math.min(value, 1_000_000);
        return negative ? -bounded : bounded;
    }

    private float slowly(int start) {
        if (at - start > MAX_CHARS) {
            throw new NumberFormatException("a number of " + (at - start) + " characters");
        }
        return Float.parseFloat(new String(bytes, start, at - start, StandardCharsets.ISO_8859_1));
    }
}
