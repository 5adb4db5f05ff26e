package dev.sprue.bench.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The length of a body and its last bytes, whatever pieces it came in. */
final class Tail {

    private static final int KEPT = 16;

    private final byte[] last = new byte[KEPT];
    private long length;

    void begin() {
        length = 0;
        Arrays.fill(last, (byte) 0);
    }

    void bytes(byte[] buffer, int from, int to) {
        int count = to - from;
        length += count;
        if (count >= KEPT) {
            System.arraycopy(buffer, to - KEPT, last, 0, KEPT);
        } else {
            System.arraycopy(last, count, last, 0, KEPT - count);
            System.arraycopy(buffer, from, last, KEPT - count, count);
        }
    }

    long length() {
        return length;
    }

    /** Whether the body ends with {@code end}, which has at most 16 bytes. */
    boolean endsWith(byte[] end) {
        return Arrays.equals(last, KEPT - end.length, KEPT, end, 0, end.length);
    }

    /** The last bytes, for a message. */
    String text() {
        return new String(last, StandardCharsets.ISO_8859_1).strip();
    }
}
