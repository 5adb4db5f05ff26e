package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes vectors in the encodings of the Azure AI Model Inference API; {@code docs/api.md} defines them.
 *
 * <p>The built-in models write the same, held to it by the same vectors ({@code embedding-encodings.json}). The eight-bit
 * encodings keep a direction, as vectors of length 1 do: a vector of another length is brought to it first, since its
 * components would be cut off at 1.
 */
final class VectorWriter {

    private static final float SCALE = 127;
    private static final int UINT8_SHIFT = 128;

    /** A length so near to 1 is 1: servers round, and their vectors must stay as they are. */
    private static final double LENGTH_SLACK = 0.01;

    private VectorWriter() {}

    /** Bytes that the text of a vector has at most for each byte of the text that it is made from, roughly. */
    static int growth(Encoding encoding) {
        return encoding == Encoding.FLOAT ? 3 : 2;
    }

    /** The vector as a JSON value. */
    static byte[] write(Encoding encoding, Vector vector) {
        return switch (encoding) {
            case FLOAT -> numbers(vector);
            case BASE64 -> base64(vector);
            case INT8 -> eightBits(vector, 0);
            case UINT8 -> eightBits(vector, UINT8_SHIFT);
            case BINARY -> oneBit(vector, true);
            case UBINARY -> oneBit(vector, false);
        };
    }

    /** The shortest decimal numbers that give the same 32-bit floats back. */
    private static byte[] numbers(Vector vector) {
        StringBuilder text = new StringBuilder(vector.length() * 13 + 2).append('[');
        for (int i = 0; i < vector.length(); i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(vector.component(i));
        }
        return text.append(']').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The components as little-endian 32-bit floats. */
    private static byte[] base64(Vector vector) {
        ByteBuffer floats = ByteBuffer.allocate(vector.length() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < vector.length(); i++) {
            floats.putFloat(vector.component(i));
        }
        byte[] text = Base64.getEncoder().encode(floats.array());
        byte[] quoted = new byte[text.length + 2];
        quoted[0] = '"';
        System.arraycopy(text, 0, quoted, 1, text.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    /** The components times 127, rounded, halves to the even neighbour: -127 to 127 before the shift. */
    private static byte[] eightBits(Vector vector, int shift) {
        float length = divisor(vector);
        Integers text = new Integers(vector.length());
        for (int i = 0; i < vector.length(); i++) {
            float scaled = (float) Math.rint(vector.component(i) / length * SCALE);
            text.add((int) Math.clamp(scaled, -SCALE, SCALE) + shift);
        }
        return text.end();
    }

    /** What the components are divided by: 1 for a vector of length 1, which thus stays as it is. */
    private static float divisor(Vector vector) {
        double squares = 0;
        for (int i = 0; i < vector.length(); i++) {
            squares += (double) vector.component(i) * vector.component(i);
        }
        double length = Math.sqrt(squares);
        return length == 0 || Math.abs(length - 1) <= LENGTH_SLACK ? 1 : (float) length;
    }

    /** One bit a component, 1 where it is above zero, packed from the highest bit of each byte on. */
    private static byte[] oneBit(Vector vector, boolean signed) {
        Integers text = new Integers((vector.length() + 7) / 8);
        for (int i = 0; i < vector.length(); i += Byte.SIZE) {
            int bits = 0;
            for (int j = i; j < Math.min(i + Byte.SIZE, vector.length()); j++) {
                bits |= vector.component(j) > 0 ? 0x80 >> j - i : 0;
            }
            text.add(signed ? (byte) bits : bits);
        }
        return text.end();
    }

    /** An array of integers of at most three digits, as JSON text. */
    private static final class Integers {

        private final byte[] text;
        private int length = 1;

        Integers(int count) {
            text = new byte[count * "-128,".length() + 2];
            text[0] = '[';
        }

        void add(int value) {
            int digits = value;
            if (value < 0) {
                text[length++] = '-';
                digits = -value;
            }
            if (digits >= 100) {
                text[length++] = (byte) ('0' + digits / 100);
            }
            if (digits >= 10) {
                text[length++] = (byte) ('0' + digits / 10 % 10);
            }
            text[length++] = (byte) ('0' + digits % 10);
            text[length++] = ',';
        }

        byte[] end() {
            if (length > 1) {
                length--;
            }
            text[length++] = ']';
            return Arrays.copyOf(text, length);
        }
    }
}
