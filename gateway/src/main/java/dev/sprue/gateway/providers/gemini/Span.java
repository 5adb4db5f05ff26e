package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.Arrays;

/** Where the value of a field stands in the text that a cursor walks over; used again for each text. */
final class Span {

    private int from = -1;
    private int to;

    static void forget(Span... spans) {
        for (Span span : spans) {
            span.from = -1;
        }
    }

    /** Notes and steps over the value of the cursor's field where it has that name; {@code null} counts as none. */
    boolean takes(JsonCursor cursor, String name) throws JsonSyntaxException {
        if (!cursor.isField(name)) {
            return false;
        }
        boolean nothing = cursor.kind() == JsonKind.NULL;
        int start = cursor.offset();
        cursor.skipValue();
        from = nothing ? -1 : start;
        to = cursor.offset();
        return true;
    }

    boolean isThere() {
        return from >= 0;
    }

    boolean isString(byte[] data) {
        return from >= 0 && data[from] == '"';
    }

    /** Whether it is the word {@code true}. */
    boolean isTrue(byte[] data) {
        return from >= 0 && data[from] == 't';
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    byte[] copy(byte[] data) {
        return Arrays.copyOfRange(data, from, to);
    }
}
