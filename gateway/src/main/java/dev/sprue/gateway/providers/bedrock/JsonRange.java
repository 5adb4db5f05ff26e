package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.Arrays;

/**
 * A value of an answer, where it stands.
 *
 * @param bytes hold it, and others
 * @param from offset of its first byte
 * @param to offset after its last
 * @param kind its type
 */
record JsonRange(byte[] bytes, int from, int to, JsonKind kind) {

    /** The value that the cursor stands before, which is stepped over. */
    static JsonRange of(JsonCursor cursor, byte[] bytes) throws JsonSyntaxException {
        JsonKind kind = cursor.kind();
        int from = cursor.offset();
        cursor.skipValue();
        return new JsonRange(bytes, from, cursor.offset(), kind);
    }

    boolean isString() {
        return kind == JsonKind.STRING;
    }

    /** Its JSON text in an array of its own. */
    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Whether it is a string without anything in it. */
    boolean isEmptyString() {
        return isString() && to - from == 2;
    }

    /** The code points of a string, by which OpenAI's API counts. */
    int codePoints() {
        int count = 0;
        int at = from + 1;
        while (at < to - 1) {
            byte b = bytes[at];
            if (b == '\\' && bytes[at + 1] == 'u') {
                count += isLowSurrogate(at) ? 0 : 1;
                at += 6;
            } else {
                count += (b & 0xC0) == 0x80 ? 0 : 1;
                at += b == '\\' ? 2 : 1;
            }
        }
        return count;
    }

    /** Whether the second half of a character stands there: {@code \\uDC00} to {@code \\uDFFF}. */
    private boolean isLowSurrogate(int at) {
        return at + 3 < to && (bytes[at + 2] | 0x20) == 'd' && "cdef".indexOf(bytes[at + 3] | 0x20) >= 0;
    }
}
