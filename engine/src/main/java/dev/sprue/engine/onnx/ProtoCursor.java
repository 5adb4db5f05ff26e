package dev.sprue.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Walks through the fields of one Protocol Buffers message; never outside its bytes. */
final class ProtoCursor {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int FIXED32 = 5;

    private static final int MAX_VARINT_BYTES = 10;
    private static final int TYPE_BITS = 3;

    private final ByteBuffer bytes;
    private final int start;
    private int field;
    private int type;

    /** Walks through all of {@code bytes}, which lie {@code start} bytes into the file. */
    ProtoCursor(ByteBuffer bytes, int start) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.start = start;
    }

    /** Goes to the next field; false at the end. The field before must have been read or skipped. */
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long key = varint();
        type = (int) (key & (1 << TYPE_BITS) - 1);
        if (key >>> TYPE_BITS == 0 || key >>> TYPE_BITS > Integer.MAX_VALUE) {
            throw fault("a field has the number " + (key >>> TYPE_BITS));
        }
        field = (int) (key >>> TYPE_BITS);
        return true;
    }

    int field() {
        return field;
    }

    /** Reads the present field, one number or a list of them without tags, with {@code one} for each. */
    void each(Consumer<ProtoCursor> one) {
        if (type != LENGTH) {
            one.accept(this);
            return;
        }
        ProtoCursor list = message();
        while (list.bytes.hasRemaining()) {
            one.accept(list);
        }
    }

    long varint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            if (!bytes.hasRemaining()) {
                throw fault("it ends within a number");
            }
            byte next = bytes.get();
            value |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw fault("a number has more than " + MAX_VARINT_BYTES + " bytes");
    }

    /** Reads the number of the present field. */
    long number() {
        require(VARINT);
        return varint();
    }

    /** Reads the present field as a message. */
    ProtoCursor message() {
        ByteBuffer part = part();
        return new ProtoCursor(part, start + bytes.position() - part.capacity());
    }

    /** Reads the present field as bytes; a view. */
    ByteBuffer part() {
        require(LENGTH);
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw fault("a field of " + length + " bytes is longer than the " + bytes.remaining() + " that are left");
        }
        ByteBuffer part = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    String text() {
        return StandardCharsets.UTF_8.decode(part()).toString();
    }

    int fixed32() {
        if (bytes.remaining() < Integer.BYTES) {
            throw fault("it ends within a number");
        }
        return bytes.getInt();
    }

    void skip() {
        switch (type) {
            case VARINT -> varint();
            case LENGTH -> part();
            case FIXED32 -> advance(Integer.BYTES);
            case FIXED64 -> advance(Long.BYTES);
            default -> throw fault("a field has the wire type " + type);
        }
    }

    OnnxException fault(String what) {
        return new OnnxException("the file is damaged before byte " + (start + bytes.position()) + ": " + what);
    }

    private void advance(int count) {
        if (bytes.remaining() < count) {
            throw fault("it ends within a number");
        }
        bytes.position(bytes.position() + count);
    }

    private void require(int wanted) {
        if (type != wanted) {
            throw fault("field " + field + " has the wire type " + type + " instead of " + wanted);
        }
    }
}
