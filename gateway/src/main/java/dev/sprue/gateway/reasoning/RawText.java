package dev.sprue.gateway.reasoning;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A JSON string that is being put together from pieces of others, which keep the spelling they have. */
final class RawText {

    private static final byte[] EMPTY = {'"', '"'};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

    /** Adds text that is ASCII and written as JSON. */
    RawText add(String json) {
        bytes.writeBytes(json.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Adds the characters {@code [from, to)} of a JSON text. */
    RawText add(byte[] json, int from, int to) {
        bytes.write(json, from, to - from);
        return this;
    }

    /** Adds all characters of a JSON string. */
    RawText addAll(byte[] json) {
        return add(json, 1, json.length - 1);
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    /** What was added, as text with quotes around it, and starts again. */
    byte[] take() {
        if (isEmpty()) {
            return EMPTY;
        }
        byte[] json = new byte[bytes.size() + 2];
        json[0] = '"';
        System.arraycopy(bytes.toByteArray(), 0, json, 1, bytes.size());
        json[json.length - 1] = '"';
        bytes.reset();
        return json;
    }

    /** What was added, without quotes. */
    byte[] raw() {
        return bytes.toByteArray();
    }

    /** What was added, as text; null where nothing was added. */
    byte @Nullable [] takeIfAny() {
        return isEmpty() ? null : take();
    }
}
