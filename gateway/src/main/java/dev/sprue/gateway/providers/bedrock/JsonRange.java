package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
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
        return JsonText.codePoints(bytes, from, to);
    }
}
