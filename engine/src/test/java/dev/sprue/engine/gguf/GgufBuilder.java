package dev.sprue.engine.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes small GGUF files for tests. */
public final class GgufBuilder {
    private static final int ALIGNMENT = 32;

    private final ByteArrayOutputStream pairs = new ByteArrayOutputStream();
    private final List<Tensor> tensors = new ArrayList<>();
    private int pairCount;

    private record Tensor(String name, int type, int[] dimensions, byte[] data) {}

    public GgufBuilder text(String key, String value) {
        pair(key, 8);
        string(pairs, value);
        return this;
    }

    public GgufBuilder u32(String key, int value) {
        pair(key, 4);
        pairs.writeBytes(i32(value));
        return this;
    }

    public GgufBuilder f32(String key, float value) {
        pair(key, 6);
        pairs.writeBytes(i32(Float.floatToRawIntBits(value)));
        return this;
    }

    /** Writes a pair with a type number and payload of the caller's own. */
    public GgufBuilder raw(String key, int type, byte... payload) {
        pair(key, type);
        pairs.writeBytes(payload);
        return this;
    }

    public GgufBuilder texts(String key, List<String> values) {
        pair(key, 9);
        pairs.writeBytes(i32(8));
        pairs.writeBytes(i64(values.size()));
        values.forEach(value -> string(pairs, value));
        return this;
    }

    public GgufBuilder i32s(String key, List<Integer> values) {
        pair(key, 9);
        pairs.writeBytes(i32(5));
        pairs.writeBytes(i64(values.size()));
        values.forEach(value -> pairs.writeBytes(i32(value)));
        return this;
    }

    /** Adds an F32 tensor. */
    public GgufBuilder tensor(String name, float[] values, int... dimensions) {
        ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return tensor(name, 0, data.array(), dimensions);
    }

    /** Adds a tensor of any type number. */
    public GgufBuilder tensor(String name, int type, byte[] data, int... dimensions) {
        tensors.add(new Tensor(name, type, dimensions, data));
        return this;
    }

    public byte[] build() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(i32(3));
        file.writeBytes(i64(tensors.size()));
        file.writeBytes(i64(pairCount));
        file.writeBytes(pairs.toByteArray());
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Tensor tensor : tensors) {
            string(file, tensor.name());
            file.writeBytes(i32(tensor.dimensions().length));
            for (int size : tensor.dimensions()) {
                file.writeBytes(i64(size));
            }
            file.writeBytes(i32(tensor.type()));
            file.writeBytes(i64(data.size()));
            data.writeBytes(tensor.data());
            pad(data);
        }
        pad(file);
        file.writeBytes(data.toByteArray());
        return file.toByteArray();
    }

    /** A file with one pair of every stored type and one tensor of every supported one. */
    public static GgufBuilder everything() {
        GgufBuilder builder = new GgufBuilder()
                .raw("u8", 0, (byte) 200)
                .raw("i8", 1, (byte) -3)
                .raw("u16", 2, (byte) 0xFF, (byte) 0xFF)
                .raw("i16", 3, (byte) 0xFF, (byte) 0xFF)
                .u32("u32", -1)
                .raw("i32", 5, i32(-7))
                .f32("f32", 1.5f)
                .raw("bool", 7, (byte) 1)
                .text("text", "grüße")
                .texts("texts", List.of("a", "", "ccc"))
                .i32s("i32s", List.of(1, -2))
                .raw("u64", 10, i64(1L << 40))
                .raw("i64", 11, i64(-5))
                .raw("f64", 12, i64(Double.doubleToRawLongBits(0.1)));
        return builder.tensor("f32", new float[] {1, 2, 3, 4, 5, 6}, 3, 2)
                .tensor("f16", 1, new byte[8], 4)
                .tensor("q8", 8, new byte[68], 32, 2);
    }

    private void pair(String key, int type) {
        pairCount++;
        string(pairs, key);
        pairs.writeBytes(i32(type));
    }

    private static void pad(ByteArrayOutputStream out) {
        while (out.size() % ALIGNMENT != 0) {
            out.write(0);
        }
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(i64(bytes.length));
        out.writeBytes(bytes);
    }

    static byte[] i32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    static byte[] i64(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
