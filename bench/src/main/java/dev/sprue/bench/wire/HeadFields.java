package dev.sprue.bench.wire;

import java.nio.charset.StandardCharsets;

/** Finds the few things in a message's head that framing depends on, without making strings of it. */
public final class HeadFields {

    private static final byte[] CONTENT_LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "\ntransfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private HeadFields() {}

    /**
     * The status of an answer.
     *
     * @throws WireException if the head does not begin as an answer's
     */
    public static int status(byte[] head, int length) throws WireException {
        if (length < STATUS_AT + 3 || head[0] != 'H') {
            throw new WireException("this is no HTTP answer");
        }
        int status = 0;
        for (int i = STATUS_AT; i < STATUS_AT + 3; i++) {
            status = status * 10 + Character.digit(head[i], 10);
        }
        return status;
    }

    /** The content length, or {@code absent} where none is said. */
    public static long contentLength(byte[] head, int length, long absent) {
        int at = find(head, length, CONTENT_LENGTH);
        if (at < 0) {
            return absent;
        }
        long value = 0;
        for (int i = at; i < length && head[i] != '\r'; i++) {
            int digit = Character.digit(head[i], 10);
            value = digit < 0 ? value : value * 10 + digit;
        }
        return value;
    }

    /** Whether the body comes in chunks. */
    public static boolean isChunked(byte[] head, int length) {
        return find(head, length, CHUNKED) >= 0;
    }

    /** Where {@code name}, which is in lower case and begins with a line's end, has ended; negative if it is not there. */
    private static int find(byte[] head, int length, byte[] name) {
        for (int at = 0; at <= length - name.length; at++) {
            if (head[at] == '\n' && matches(head, at, name)) {
                return at + name.length;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] head, int at, byte[] name) {
        for (int i = 1; i < name.length; i++) {
            byte letter = head[at + i];
            if (letter != name[i] && (letter < 'A' || letter > 'Z' || letter + ('a' - 'A') != name[i])) {
                return false;
            }
        }
        return true;
    }
}
