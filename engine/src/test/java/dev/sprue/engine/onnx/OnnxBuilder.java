package dev.sprue.engine.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes Protocol Buffers messages field by field, for tests. */
final class OnnxBuilder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    OnnxBuilder number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    OnnxBuilder fixed32(int field, int value) {
        varint((long) field << 3 | 5);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes.write(value >> shift);
        }
        return this;
    }

    OnnxBuilder fixed64(int field, long value) {
        varint((long) field << 3 | 1);
        for (int shift = 0; shift < 64; shift += 8) {
            bytes.write((int) (value >> shift));
        }
        return this;
    }

    OnnxBuilder text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    OnnxBuilder bytes(int field, byte... value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    OnnxBuilder message(int field, Consumer<OnnxBuilder> content) {
        OnnxBuilder inner = new OnnxBuilder();
        content.accept(inner);
        return bytes(field, inner.build());
    }

    byte[] build() {
        return bytes.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
