package dev.sprue.engine.onnx;

import dev.sprue.engine.onnx.OnnxTensor.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads a TensorProto, whose elements are either raw bytes or a list of numbers in a field for their type. */
final class TensorReader {
    private static final int DIMENSIONS = 1;
    private static final int TYPE = 2;
    private static final int FLOATS = 4;
    private static final int INTEGERS = 5;
    private static final int NAME = 8;
    private static final int RAW = 9;
    private static final int LOCATION = 14;
    private static final int MAX_DIMENSIONS = 8;

    private final List<Integer> dimensions = new ArrayList<>();
    private final List<Number> listed = new ArrayList<>();
    private String name = "";
    private long type;
    private ByteBuffer raw = ByteBuffer.allocate(0);

    private TensorReader() {}

    static OnnxTensor read(ProtoCursor in) {
        TensorReader reader = new TensorReader();
        while (in.next()) {
            reader.field(in);
        }
        return reader.finish(in);
    }

    private void field(ProtoCursor in) {
        switch (in.field()) {
            case DIMENSIONS -> in.each(number -> addDimension(number, number.varint()));
            case TYPE -> type = in.number();
            case FLOATS -> in.each(number -> listed.add(Float.intBitsToFloat(number.fixed32())));
            case INTEGERS -> in.each(number -> listed.add(number.varint()));
            case NAME -> name = in.text();
            case RAW -> raw = in.part();
            case LOCATION -> {
                if (in.number() != 0) {
                    throw in.fault("tensor " + name + " lies in another file, which is not supported");
                }
            }
            default -> in.skip();
        }
    }

    private void addDimension(ProtoCursor in, long size) {
        if (size < 0 || size > Integer.MAX_VALUE || dimensions.size() == MAX_DIMENSIONS) {
            throw in.fault("a tensor's dimension is " + size + ", or it has more than " + MAX_DIMENSIONS);
        }
        dimensions.add((int) size);
    }

    private OnnxTensor finish(ProtoCursor in) {
        ElementType elements = elementType(in);
        ByteBuffer data = listed.isEmpty() ? raw : listedAs(elements, in);
        long expected = elements.bytes();
        for (int size : dimensions) {
            expected = Math.multiplyExact(Math.min(expected, Integer.MAX_VALUE), (long) size);
        }
        if (data.capacity() != expected) {
            throw in.fault("tensor " + name + " has " + data.capacity() + " bytes of data, its dimensions " + dimensions
                    + " ask for " + expected);
        }
        return new OnnxTensor(name, elements, dimensions, data);
    }

    /** The numbers of the types are those of TensorProto.DataType. */
    private ElementType elementType(ProtoCursor in) {
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case 1 -> ElementType.FLOAT;
            case 2 -> ElementType.UINT8;
            case 3 -> ElementType.INT8;
            case 7 -> ElementType.INT64;
            default -> throw in.fault("tensor " + name + " has elements of type " + type + ", which is not supported");
        };
    }

    private ByteBuffer listedAs(ElementType elements, ProtoCursor in) {
        ByteBuffer data = ByteBuffer.allocate(listed.size() * elements.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (Number number : listed) {
            switch (elements) {
                case FLOAT -> data.putFloat(number.floatValue());
                case UINT8, INT8 -> data.put(number.byteValue());
                case INT64 -> throw in.fault("tensor " + name + " lists 64-bit numbers in a field for other types");
            }
        }
        return data.flip();
    }
}
