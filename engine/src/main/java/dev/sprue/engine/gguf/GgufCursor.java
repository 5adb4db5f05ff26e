package dev.sprue.engine.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads little-endian values one after the other and refuses to read past the end. */
final class GgufCursor {
    private final ByteBuffer buffer;

    GgufCursor(byte[] bytes) {
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return buffer.position();
    }

    int remaining() {
        return buffer.remaining();
    }

    byte i8(String what) {
        need(1, what);
        return buffer.get();
    }

    short i16(String what) {
        need(2, what);
        return buffer.getShort();
    }

    int i32(String what) {
        need(4, what);
        return buffer.getInt();
    }

    long u32(String what) {
        return Integer.toUnsignedLong(i32(what));
    }

    long i64(String what) {
        need(8, what);
        return buffer.getLong();
    }

    /** Reads an unsigned 64-bit number; one above 2^63-1 is refused, since nothing in a file can have that size. */
    long u64(String what) {
        int at = position();
        long value = i64(what);
        if (value < 0) {
            throw new GgufException(what + " is " + Long.toUnsignedString(value) + ", which is too large", at);
        }
        return value;
    }

    /** Reads a number of items of which each takes at least {@code minBytes}, so that it can be checked at once. */
    int count(int minBytes, String what) {
        int at = position();
        long count = u64(what);
        if (count > remaining() / minBytes) {
            throw new GgufException(
                    what + " is " + count + ", but only " + remaining() + " bytes of the file are left", at);
        }
        return (int) count;
    }

    String text(String what) {
        int length = count(1, "the length of " + what);
        int at = position();
        ByteBuffer slice = buffer.slice(at, length);
        buffer.position(at + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
        } catch (CharacterCodingException e) {
            throw new GgufException(what + " is not UTF-8", at);
        }
    }

    private void need(int bytes, String what) {
        if (buffer.remaining() < bytes) {
            throw new GgufException("the file ends inside " + what, position());
        }
    }
}
