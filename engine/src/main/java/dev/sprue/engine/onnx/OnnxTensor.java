package dev.sprue.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor stored in a file.
 *
 * @param name its name
 * @param type the type of its elements
 * @param dimensions its size in each dimension, the slowest first; empty for a single value
 * @param data its elements, little-endian, as many as the dimensions say; a view, never changed
 */
public record OnnxTensor(String name, ElementType type, List<Integer> dimensions, ByteBuffer data) {

    /** The types of elements that can be read. */
    public enum ElementType {
        /** IEEE single precision. */
        FLOAT(Float.BYTES),
        /** 0 to 255. */
        UINT8(1),
        /** -128 to 127. */
        INT8(1),
        /** 64 bits. */
        INT64(Long.BYTES);

        private final int bytes;

        ElementType(int bytes) {
            this.bytes = bytes;
        }

        /** Returns the size of an element. */
        int bytes() {
            return bytes;
        }
    }

    /** Copies the dimensions. */
    public OnnxTensor {
        dimensions = List.copyOf(dimensions);
    }

    /** Returns the number of elements. */
    public int size() {
        return data.capacity() / type.bytes;
    }

    /**
     * Returns the elements as floats.
     *
     * @throws OnnxException where they are something else
     */
    public float[] floats() {
        float[] out = new float[size(ElementType.FLOAT)];
        data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(out);
        return out;
    }

    /**
     * Returns the elements as bytes; those of an unsigned type are to be read with {@code & 0xFF}.
     *
     * @throws OnnxException where they are of another type
     */
    public byte[] bytes(ElementType wanted) {
        byte[] out = new byte[size(wanted)];
        data.duplicate().get(out);
        return out;
    }

    /**
     * Returns the tensor where it has the given dimensions.
     *
     * @throws OnnxException where it has others
     */
    public OnnxTensor shaped(Integer... wanted) {
        if (!dimensions.equals(List.of(wanted))) {
            throw new OnnxException(
                    "tensor " + name + " has the dimensions " + dimensions + ", expected " + List.of(wanted));
        }
        return this;
    }

    private int size(ElementType wanted) {
        if (type != wanted) {
            throw new OnnxException("tensor " + name + " holds " + type + ", expected " + wanted);
        }
        return size();
    }
}
