package dev.sprue.gateway.json;

import static dev.sprue.gateway.json.JsonCursor.LONGS;
import static dev.sprue.gateway.json.JsonCursor.ONES;
import static dev.sprue.gateway.json.JsonCursor.QUOTES;
import static dev.sprue.gateway.json.JsonCursor.zeroBytes;

/**
 * Walks over arrays of numbers in an upstream's text, as vectors are, eight bytes at a time: answers of tens of megabytes
 * hold nothing else. How the numbers are spelt is not looked at, nor whether commas stand between them.
 */
final class NumberArrays {

    /** The bits in which the four brackets differ, and what they are with these bits set; few other characters are the same. */
    private static final long BRACKETS_DIFFER = ONES * 0x26;

    private static final long BRACKETS_ALIKE = ONES * 0x7F;

    private NumberArrays() {}

    /** Whether an array begins at {@code at}, and a number in it. */
    static boolean mayBegin(byte[] bytes, int at, int to) {
        if (bytes[at] != '[' || at + 1 >= to) {
            return false;
        }
        byte first = bytes[at + 1];
        return (first >= '0' && first <= '9') || first == '-';
    }

    /** Offset after the array that begins at {@code at}; negative where it does not end, or has something else in it. */
    static int after(byte[] bytes, int at, int to) {
        int i = at + 1;
        while (i + Long.BYTES <= to) {
            long eight = (long) LONGS.get(bytes, i);
            long hits = zeroBytes((eight | BRACKETS_DIFFER) ^ BRACKETS_ALIKE) | zeroBytes(eight ^ QUOTES);
            if (hits != 0) {
                i += Long.numberOfTrailingZeros(hits) >>> 3;
                break;
            }
            i += Long.BYTES;
        }
        while (i < to) {
            byte b = bytes[i++];
            if (b == ']') {
                return i;
            }
            if (b == '"' || b == '[' || b == '{' || b == '}') {
                return -1;
            }
        }
        return -1;
    }
}
