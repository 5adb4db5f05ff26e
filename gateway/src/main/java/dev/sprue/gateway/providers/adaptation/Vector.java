package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The components of one embedding after the other, read from the JSON value of an answer: an array of numbers, or base64
 * text of little-endian 32-bit floats. Used again for each, so that a batch of thousands makes no garbage of them.
 */
final class Vector {

    private float[] components = new float[1_536];
    private int length;

    /** Number of components. */
    int length() {
        return length;
    }

    /** One component. */
    float component(int index) {
        return components[index];
    }

    /**
     * Reads the value that fills {@code [from, to)} of {@code bytes}.
     *
     * @throws NumberFormatException if it is neither of the two forms, or has a component that is no finite float
     */
    void read(byte[] bytes, int from, int to) {
        length = 0;
        if (bytes[from] == '"') {
            readBase64(bytes, from, to);
        } else {
            readNumbers(bytes, from, to);
        }
        for (int i = 0; i < length; i++) {
            if (!Float.isFinite(components[i])) {
                throw new NumberFormatException("a component is no finite number");
            }
        }
    }

    private void readNumbers(byte[] bytes, int from, int to) {
        FloatReader numbers = new FloatReader(bytes, from, to);
        int at = skipSpace(bytes, from + 1);
        while (bytes[at] != ']') {
            numbers.at(at);
            add(numbers.next());
            at = skipSpace(bytes, numbers.offset());
            if (bytes[at] == ',') {
                at = skipSpace(bytes, at + 1);
            } else if (bytes[at] != ']') {
                throw new NumberFormatException("something else than numbers");
            }
        }
        if (at != to - 1) {
            throw new NumberFormatException("something else than numbers");
        }
    }

    /** The text was scanned before: a bracket ends it at the latest. */
    private static int skipSpace(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t') {
            at++;
        }
        return at;
    }

    private void add(float component) {
        if (length == components.length) {
            components = Arrays.copyOf(components, length * 2);
        }
        components[length++] = component;
    }

    private void readBase64(byte[] bytes, int from, int to) {
        ByteBuffer decoded;
        try {
            decoded = Base64.getDecoder().decode(base64Text(bytes, from, to));
        } catch (IllegalArgumentException garbage) {
            throw new NumberFormatException("text that is not base64");
        }
        if (decoded.remaining() % Float.BYTES != 0) {
            throw new NumberFormatException("base64 text of something else than 32-bit floats");
        }
        FloatBuffer floats = decoded.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        length = floats.remaining();
        if (length > components.length) {
            components = new float[length];
        }
        floats.get(components, 0, length);
    }

    /** Some servers escape each slash. */
    private static ByteBuffer base64Text(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                return ByteBuffer.wrap(JsonText.unquote(bytes, from, to).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return ByteBuffer.wrap(bytes, from + 1, to - from - 2);
    }
}
