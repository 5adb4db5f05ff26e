package dev.sprue.gateway.http.upstream;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;

/**
 * The bytes of a buffer as part of an array, without a copy where the buffer lies on the heap, as those that Vert.x hands
 * out do.
 *
 * @param array holds the bytes, and may hold others; shared: nobody may change it
 * @param from offset of the first
 * @param to offset after the last
 */
public record HeapBytes(byte[] array, int from, int to) {

    /** All of {@code array}. */
    public static HeapBytes whole(byte[] array) {
        return new HeapBytes(array, 0, array.length);
    }

    /** The bytes of {@code buffer}, which must not be written to afterwards. */
    public static HeapBytes of(Buffer buffer) {
        if (buffer instanceof BufferInternal internal) {
            ByteBuf bytes = internal.getByteBuf();
            if (bytes.hasArray()) {
                int from = bytes.arrayOffset() + bytes.readerIndex();
                return new HeapBytes(bytes.array(), from, from + bytes.readableBytes());
            }
        }
        return whole(buffer.getBytes());
    }

    /** The bytes in an array of their own. */
    public byte[] copy() {
        return Arrays.copyOfRange(array, from, to);
    }
}
