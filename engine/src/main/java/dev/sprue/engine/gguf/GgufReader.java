package dev.sprue.engine.gguf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads GGUF version 3 (and 2, which differs only in what it allows).
 *
 * <p>The format: <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">ggml, docs/gguf.md</a>. No length is
 * believed before it was compared with the bytes that are left, so a damaged file gives a {@link GgufException} and
 * never exhausts memory.
 */
public final class GgufReader {
    private static final int MAGIC = 0x46554747;
    private static final String ALIGNMENT_KEY = "general.alignment";
    private static final int DEFAULT_ALIGNMENT = 32;
    private static final int MAX_ALIGNMENT = 1 << 20;
    private static final int MAX_DIMENSIONS = 4;
    private static final int MAX_ARRAY_DEPTH = 4;
    /** Key length, value type and the smallest value. */
    private static final int MIN_PAIR_BYTES = 8 + 4 + 1;
    /** Name length, dimension count, one dimension, type, offset. */
    private static final int MIN_TENSOR_BYTES = 8 + 4 + 8 + 4 + 8;

    private final byte[] bytes;
    private final GgufCursor in;

    private GgufReader(byte[] bytes) {
        this.bytes = bytes;
        this.in = new GgufCursor(bytes);
    }

    /**
     * Reads a file that is whole in memory. The array is kept, not copied: do not change it afterwards.
     *
     * @throws GgufException where the file is damaged or uses what this engine does not know
     */
    public static GgufFile read(byte[] bytes) {
        return new GgufReader(bytes).read();
    }

    private GgufFile read() {
        if (in.i32("the magic number") != MAGIC) {
            throw new GgufException("this is not a GGUF file (the first four bytes are not \"GGUF\")", 0);
        }
        long version = in.u32("the version");
        if (version != 3 && version != 2) {
            throw new GgufException("version " + version + " is not supported, only 2 and 3 are", 4);
        }
        int tensorCount = in.count(MIN_TENSOR_BYTES, "the number of tensors");
        int pairCount = in.count(MIN_PAIR_BYTES, "the number of metadata pairs");
        GgufMetadata metadata = new GgufMetadata(pairs(pairCount));
        List<Directory> directory = new ArrayList<>();
        for (int i = 0; i < tensorCount; i++) {
            directory.add(directoryEntry());
        }
        int alignment = metadata.integer(ALIGNMENT_KEY, DEFAULT_ALIGNMENT, 1, MAX_ALIGNMENT);
        if (Integer.bitCount(alignment) != 1) {
            throw new GgufException(
                    ALIGNMENT_KEY + " is " + alignment + ", which is not a power of two", GgufException.WHOLE_FILE);
        }
        long dataStart = ((long) in.position() + alignment - 1) / alignment * alignment;
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (Directory entry : directory) {
            TensorInfo tensor = entry.place(dataStart, alignment, bytes.length);
            if (tensors.put(tensor.name(), tensor) != null) {
                throw new GgufException("tensor " + tensor.name() + " occurs twice", entry.at());
            }
        }
        return new GgufFile(metadata, tensors, bytes);
    }

    private Map<String, GgufValue> pairs(int count) {
        Map<String, GgufValue> pairs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int at = in.position();
            String key = in.text("a metadata key");
            long type = in.u32("the type of " + key);
            if (pairs.put(key, value(type, key, 0)) != null) {
                throw new GgufException("metadata key " + key + " occurs twice", at);
            }
        }
        return pairs;
    }

    private GgufValue value(long type, String key, int depth) {
        int at = in.position();
        return switch ((int) type) {
            case 0 -> new GgufValue.Whole(Byte.toUnsignedLong(in.i8(key)));
            case 1 -> new GgufValue.Whole(in.i8(key));
            case 2 -> new GgufValue.Whole(Short.toUnsignedLong(in.i16(key)));
            case 3 -> new GgufValue.Whole(in.i16(key));
            case 4 -> new GgufValue.Whole(in.u32(key));
            case 5 -> new GgufValue.Whole(in.i32(key));
            case 6 -> new GgufValue.Real(Float.intBitsToFloat(in.i32(key)));
            case 7 -> flag(in.i8(key), key, at);
            case 8 -> new GgufValue.Text(in.text("the value of " + key));
            case 9 -> array(key, depth, at);
            case 10 -> new GgufValue.Whole(in.u64(key));
            case 11 -> new GgufValue.Whole(in.i64(key));
            case 12 -> new GgufValue.Real(Double.longBitsToDouble(in.i64(key)));
            default -> throw new GgufException(key + " has the unknown value type " + type, at);
        };
    }

    private static GgufValue flag(byte value, String key, int at) {
        if (value != 0 && value != 1) {
            throw new GgufException(key + " is a boolean with the value " + value, at);
        }
        return new GgufValue.Flag(value == 1);
    }

    private GgufValue array(String key, int depth, int at) {
        if (depth == MAX_ARRAY_DEPTH) {
            throw new GgufException(key + " nests arrays more than " + MAX_ARRAY_DEPTH + " deep", at);
        }
        long elementType = in.u32("the element type of " + key);
        int count = in.count(minBytes(elementType), "the length of " + key);
        List<GgufValue> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(value(elementType, key, depth + 1));
        }
        return new GgufValue.Many(values);
    }

    /** The fewest bytes a value of the type can take; 1 for unknown types, which the first element then reports. */
    private static int minBytes(long type) {
        return switch ((int) type) {
            case 2, 3 -> 2;
            case 4, 5, 6 -> 4;
            case 8, 10, 11, 12 -> 8;
            case 9 -> 12;
            default -> 1;
        };
    }

    private Directory directoryEntry() {
        int at = in.position();
        String name = in.text("a tensor name");
        long dimensionCount = in.u32("the number of dimensions of " + name);
        if (dimensionCount < 1 || dimensionCount > MAX_DIMENSIONS) {
            throw new GgufException(
                    name + " has " + dimensionCount + " dimensions, allowed are 1 to " + MAX_DIMENSIONS, at);
        }
        List<Integer> dimensions = new ArrayList<>();
        long elements = 1;
        for (int i = 0; i < dimensionCount; i++) {
            long size = in.u64("a dimension of " + name);
            if (size < 1 || size > Integer.MAX_VALUE || elements > Integer.MAX_VALUE / size) {
                throw new GgufException(name + " has an impossible size (dimension " + i + " is " + size + ")", at);
            }
            elements *= size;
            dimensions.add((int) size);
        }
        long typeId = in.u32("the type of " + name);
        TensorType type = TensorType.ofId(typeId)
                .orElseThrow(() -> new GgufException(
                        name + " is stored in ggml type " + typeId + "; F32 (0), F16 (1) and Q8_0 (8) are supported",
                        at));
        return new Directory(name, dimensions, elements, type, in.u64("the offset of " + name), at);
    }

    /** A directory entry before the start of the data is known. */
    private record Directory(
            String name, List<Integer> dimensions, long elements, TensorType type, long relativeOffset, int at) {

        TensorInfo place(long dataStart, int alignment, int fileBytes) {
            if (dimensions.getFirst() % type.blockElements() != 0) {
                throw new GgufException(
                        name + " has rows of " + dimensions.getFirst() + " elements, but " + type
                                + " needs multiples of " + type.blockElements(),
                        at);
            }
            if (relativeOffset % alignment != 0) {
                throw new GgufException(name + " begins at an offset that is no multiple of " + alignment, at);
            }
            long byteSize = elements / type.blockElements() * type.blockBytes();
            if (relativeOffset > fileBytes || dataStart + relativeOffset + byteSize > fileBytes) {
                throw new GgufException(
                        name + " needs " + byteSize + " bytes from " + relativeOffset
                                + " of the data part, past the end of the file",
                        at);
            }
            return new TensorInfo(name, List.copyOf(dimensions), type, dataStart + relativeOffset, (int) byteSize);
        }
    }
}
