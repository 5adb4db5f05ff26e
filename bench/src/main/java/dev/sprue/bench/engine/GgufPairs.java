package dev.sprue.bench.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metadata of a GGUF file as bytes, to be copied into another one. Only for files that this project made. */
final class GgufPairs {
    private static final int HEADER_BYTES = 24;
    private static final int PAIR_COUNT_AT = 16;
    private static final int UINT32 = 4;
    private static final int TEXT = 8;
    private static final int ARRAY = 9;

    /** By key, type and value. */
    private final Map<String, byte[]> pairs;

    private GgufPairs(Map<String, byte[]> pairs) {
        this.pairs = pairs;
    }

    static GgufPairs read(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long count = in.getLong(PAIR_COUNT_AT);
        in.position(HEADER_BYTES);
        Map<String, byte[]> pairs = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            byte[] key = new byte[(int) in.getLong()];
            in.get(key);
            int from = in.position();
            skip(in, in.getInt());
            pairs.put(new String(key, StandardCharsets.UTF_8), Arrays.copyOfRange(file, from, in.position()));
        }
        return new GgufPairs(pairs);
    }

    private static void skip(ByteBuffer in, int type) {
        switch (type) {
            case 0, 1, 7 -> in.get();
            case 2, 3 -> in.getShort();
            case 4, 5, 6 -> in.getInt();
            case 10, 11, 12 -> in.getLong();
            case TEXT -> {
                int length = (int) in.getLong();
                in.position(in.position() + length);
            }
            case ARRAY -> {
                int element = in.getInt();
                for (long left = in.getLong(); left > 0; left--) {
                    skip(in, element);
                }
            }
            default -> throw new IllegalArgumentException("value type " + type);
        }
    }

    /** Returns a copy in which some keys have other whole numbers. */
    GgufPairs with(Map<String, Integer> numbers) {
        Map<String, byte[]> changed = new LinkedHashMap<>(pairs);
        numbers.forEach((key, number) ->
                changed.put(key, little(8).putInt(UINT32).putInt(number).array()));
        return new GgufPairs(changed);
    }

    int arrayLength(String key) {
        byte[] value = pairs.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the file has no " + key);
        }
        return (int) ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(8);
    }

    int count() {
        return pairs.size();
    }

    byte[] bytes() {
        int size = pairs.entrySet().stream()
                .mapToInt(pair -> 8 + pair.getKey().getBytes(StandardCharsets.UTF_8).length + pair.getValue().length)
                .sum();
        ByteBuffer out = little(size);
        pairs.forEach((key, value) -> {
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            out.putLong(name.length).put(name).put(value);
        });
        return out.array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
