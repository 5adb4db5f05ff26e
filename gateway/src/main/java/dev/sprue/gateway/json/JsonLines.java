package dev.sprue.gateway.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes flat JSON objects, one a line, into one array that is used again and again: what a busy log or ledger writes most
 * is written without an object each. Not thread-safe.
 */
public final class JsonLines {

    private static final long NO_SECOND = Long.MIN_VALUE;

    private byte[] bytes;
    private int length;

    /** The text of the second that was written last: {@code 2026-01-31T23:59:59}. */
    private byte[] second = new byte[0];

    private long secondOf = NO_SECOND;

    /** Begins with room for {@code capacity} bytes. */
    public JsonLines(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Begins a line. */
    public void begin() {
        reserve(1);
        bytes[length++] = '{';
    }

    /** Adds a text. */
    public void text(String name, String value) {
        name(name);
        int worst = value.length() + 3;
        reserve(worst);
        bytes[length++] = '"';
        int start = length;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                length = start - 1;
                raw(JsonText.quote(value));
                comma();
                return;
            }
            bytes[length++] = (byte) c;
        }
        bytes[length++] = '"';
        comma();
    }

    /** Adds a whole number. */
    public void number(String name, long value) {
        name(name);
        if (value < 0 || value > 9) {
            raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        } else {
            reserve(1);
            bytes[length++] = (byte) ('0' + value);
        }
        comma();
    }

    /** Adds a point in time as RFC 3339 writes it, in UTC, to the millisecond. */
    public void time(String name, Instant value) {
        name(name);
        if (value.getEpochSecond() != secondOf) {
            secondOf = value.getEpochSecond();
            String text = Instant.ofEpochSecond(secondOf).toString();
            second = text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII);
        }
        reserve(second.length + 7);
        bytes[length++] = '"';
        raw(second);
        int ms = value.getNano() / 1_000_000;
        bytes[length++] = '.';
        bytes[length++] = (byte) ('0' + ms / 100);
        bytes[length++] = (byte) ('0' + ms / 10 % 10);
        bytes[length++] = (byte) ('0' + ms % 10);
        bytes[length++] = 'Z';
        bytes[length++] = '"';
        comma();
    }

    /** Ends the line. */
    public void end() {
        reserve(2);
        if (bytes[length - 1] == ',') {
            length--;
        }
        bytes[length++] = '}';
        bytes[length++] = '\n';
    }

    private void name(String name) {
        reserve(name.length() + 3);
        bytes[length++] = '"';
        for (int i = 0; i < name.length(); i++) {
            bytes[length++] = (byte) name.charAt(i);
        }
        bytes[length++] = '"';
        bytes[length++] = ':';
    }

    private void comma() {
        reserve(1);
        bytes[length++] = ',';
    }

    private void raw(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    /** Number of bytes written since it was last cleared. */
    public int length() {
        return length;
    }

    /** The lines, in the first {@link #length()} bytes; until the next call. */
    public byte[] array() {
        return bytes;
    }

    /** Begins anew, in the same array. */
    public void clear() {
        length = 0;
    }
}
