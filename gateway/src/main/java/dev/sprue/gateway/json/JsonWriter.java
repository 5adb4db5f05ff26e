package dev.sprue.gateway.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one JSON text into bytes, from values at hand and from raw pieces of other texts, which are copied without being
 * decoded. Commas are put by itself. A large piece is not copied but kept where it is, so that {@link #parts()} may be several.
 *
 * <p>Whoever writes is trusted to close what was opened and to put a {@link #name} before every value of an object.
 */
public final class JsonWriter {

    private static final int FIRST_BYTES = 1_024;

    /** Beyond this size copying costs more than keeping pieces. */
    private static final int LARGE_BYTES = 64 * 1024;

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** A piece of what was written. */
    public sealed interface Part {}

    /**
     * Bytes that were written here.
     *
     * @param array holds them from 0 on
     * @param length how many
     */
    public record Written(byte[] array, int length) implements Part {}

    /**
     * Bytes of another text.
     *
     * @param bytes the text
     * @param from offset of the first
     * @param to offset after the last
     */
    public record Kept(JsonBytes bytes, int from, int to) implements Part {}

    private final List<Part> sealed = new ArrayList<>(0);
    private byte[] out;
    private int length;

    /** Whether something stands before what comes next, on the same level. */
    private boolean comma;

    /** Starts empty. */
    public JsonWriter() {
        this(FIRST_BYTES);
    }

    /** Starts empty, with room for so many bytes. */
    public JsonWriter(int bytes) {
        this.out = new byte[bytes];
    }

    /** Opens an object. */
    public JsonWriter beginObject() {
        return open('{');
    }

    /** Closes an object. */
    public JsonWriter endObject() {
        return close('}');
    }

    /** Opens an array. */
    public JsonWriter beginArray() {
        return open('[');
    }

    /** Closes an array. */
    public JsonWriter endArray() {
        return close(']');
    }

    private JsonWriter open(char bracket) {
        separate();
        put(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        put(bracket);
        comma = true;
        return this;
    }

    /** Begins a field; its value comes next. */
    public JsonWriter name(String name) {
        string(name);
        put(':');
        comma = false;
        return this;
    }

    /** Begins a field whose name is a JSON string of another text. */
    public JsonWriter name(JsonBytes bytes, int from, int to) {
        raw(bytes, from, to);
        put(':');
        comma = false;
        return this;
    }

    /** A text as a value. */
    public JsonWriter string(String text) {
        return raw(JsonText.quote(text));
    }

    /** A whole number as a value. */
    public JsonWriter number(long number) {
        separate();
        if (number == 0) {
            put('0');
            return this;
        }
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        append(digits, 0, digits.length);
        return this;
    }

    /** A truth value as a value. */
    public JsonWriter bool(boolean value) {
        return raw(value ? TRUE : FALSE);
    }

    /** Nothing as a value. */
    public JsonWriter nothing() {
        return raw(NULL);
    }

    /** JSON text as a value. */
    public JsonWriter raw(byte[] json) {
        return raw(json, 0, json.length);
    }

    /** JSON text, {@code [from, to)} of {@code bytes}, as a value. */
    public JsonWriter raw(byte[] bytes, int from, int to) {
        separate();
        append(bytes, from, to);
        return this;
    }

    /** A value of another text as it stands there. */
    public JsonWriter raw(JsonValue value) {
        return raw(value.bytes(), value.start(), value.end());
    }

    /** JSON text, {@code [from, to)} of {@code bytes}, as a value. */
    public JsonWriter raw(JsonBytes bytes, int from, int to) {
        separate();
        append(bytes, from, to);
        return this;
    }

    /** A string as a value whose inside, {@code [from, to)} of {@code bytes}, is the inside of another JSON string. */
    public JsonWriter inside(JsonBytes bytes, int from, int to) {
        separate();
        put('"');
        append(bytes, from, to);
        put('"');
        return this;
    }

    /** A string as a value whose text is JSON text: {@code {"a":1}} becomes {@code "{\"a\":1}"}. */
    public JsonWriter quoted(byte[] json, int from, int to) {
        separate();
        put('"');
        escaped(json, from, to);
        put('"');
        return this;
    }

    /** Bytes that are no value by themselves, {@code [from, to)} of {@code bytes}: a comma is neither put nor expected. */
    public JsonWriter verbatim(byte[] bytes, int from, int to) {
        append(bytes, from, to);
        return this;
    }

    /** Bytes of another text that are no value by themselves, likewise. */
    public JsonWriter verbatim(JsonBytes bytes, int from, int to) {
        append(bytes, from, to);
        return this;
    }

    /** Bytes of UTF-8 as the inside of a JSON string. */
    public JsonWriter escaped(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b == '"' || b == '\\') {
                put('\\');
                put((char) b);
            } else if (b >= 0 && b < ' ') {
                control(b);
            } else {
                room(1);
                out[length++] = b;
            }
        }
        return this;
    }

    private void control(byte b) {
        put('\\');
        switch (b) {
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                put('u');
                put('0');
                put('0');
                put((char) HEX[b >> 4]);
                put((char) HEX[b & 15]);
            }
        }
    }

    /** Bytes written so far, pieces that were kept included. */
    public int length() {
        int all = length;
        for (Part part : sealed) {
            all += switch (part) {
                case Written written -> written.length();
                case Kept kept -> kept.to() - kept.from();
            };
        }
        return all;
    }

    /** All that was written, in order; nothing may be written afterwards. */
    public List<Part> parts() {
        seal();
        return sealed;
    }

    /** All that was written, from 0 to {@link #length()} of an array that may have more; nothing may be written afterwards. */
    public byte[] written() {
        return sealed.isEmpty() ? out : toBytes();
    }

    /** All that was written in one array of its own. */
    public byte[] toBytes() {
        if (sealed.isEmpty()) {
            return Arrays.copyOf(out, length);
        }
        byte[] all = new byte[length()];
        int at = 0;
        for (Part part : parts()) {
            switch (part) {
                case Written(byte[] array, int bytes) -> {
                    System.arraycopy(array, 0, all, at, bytes);
                    at += bytes;
                }
                case Kept(JsonBytes bytes, int from, int to) -> {
                    bytes.copyTo(from, to, all, at);
                    at += to - from;
                }
            }
        }
        return all;
    }

    /** Forgets all that was written. */
    public void clear() {
        sealed.clear();
        length = 0;
        comma = false;
    }

    private void separate() {
        if (comma) {
            put(',');
        }
        comma = true;
    }

    private void append(JsonBytes bytes, int from, int to) {
        if (to - from >= LARGE_BYTES) {
            seal();
            sealed.add(new Kept(bytes, from, to));
            return;
        }
        room(to - from);
        bytes.copyTo(from, to, out, length);
        length += to - from;
    }

    private void append(byte[] bytes, int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, out, length, to - from);
        length += to - from;
    }

    private void put(char ascii) {
        room(1);
        out[length++] = (byte) ascii;
    }

    private void room(int more) {
        if (length + more > out.length) {
            out = Arrays.copyOf(out, Math.max(length + more, out.length * 2));
        }
    }

    private void seal() {
        if (length > 0) {
            sealed.add(new Written(out, length));
            out = new byte[FIRST_BYTES];
            length = 0;
        }
    }
}
