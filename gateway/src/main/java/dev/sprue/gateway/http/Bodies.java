package dev.sprue.gateway.http;

import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

/** Makes buffers to send from edited bodies, without copying what need not be copied. */
public final class Bodies {

    /** Beyond this size copying costs more than keeping pieces. */
    private static final int LARGE_BYTES = 256 * 1024;

    private Bodies() {}

    /** The edited object as one buffer; the kept parts of one that is large or lies outside the heap stay where they are. */
    public static Buffer of(JsonFields fields, JsonSplicer edits) {
        return switch (fields.bytes()) {
            case JsonBytes.Heap heap when fields.end() - fields.start() <= LARGE_BYTES -> of(edits.splice());
            case JsonBytes.Heap(byte[] array) ->
                composed(edits.parts(), kept -> Unpooled.wrappedBuffer(array, kept.from(), kept.length()));
            case JsonBytes.Mapped(ByteBuffer buffer) ->
                composed(edits.parts(), kept -> Unpooled.wrappedBuffer(buffer.slice(kept.from(), kept.length())));
        };
    }

    /** What was written as one buffer; pieces that it kept stay where they are. Nothing may be written afterwards. */
    public static Buffer of(JsonWriter written) {
        List<JsonWriter.Part> parts = written.parts();
        if (parts.size() == 1) {
            return BufferInternal.buffer(buffer(parts.getFirst()));
        }
        CompositeByteBuf whole = Unpooled.compositeBuffer(Math.max(parts.size(), 1));
        parts.forEach(part -> whole.addComponent(true, buffer(part)));
        return BufferInternal.buffer(whole);
    }

    private static ByteBuf buffer(JsonWriter.Part part) {
        return switch (part) {
            case JsonWriter.Written(byte[] array, int length) -> Unpooled.wrappedBuffer(array, 0, length);
            case JsonWriter.Kept(JsonBytes.Heap(byte[] array), int from, int to) ->
                Unpooled.wrappedBuffer(array, from, to - from);
            case JsonWriter.Kept(JsonBytes.Mapped(ByteBuffer buffer), int from, int to) ->
                Unpooled.wrappedBuffer(buffer.slice(from, to - from));
        };
    }

    /** {@code bytes} as a buffer, without a copy; nobody may change them afterwards. */
    public static Buffer of(byte[] bytes) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }

    /** {@code [from, to)} of {@code bytes} as a buffer, likewise. */
    public static Buffer of(byte[] bytes, int from, int to) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, from, to - from));
    }

    /** The pieces one after the other as one buffer, without a copy; nobody may change them afterwards. */
    public static Buffer joined(List<Buffer> pieces) {
        CompositeByteBuf whole = Unpooled.compositeBuffer(pieces.size());
        pieces.forEach(piece -> whole.addComponent(true, ((BufferInternal) piece).getByteBuf()));
        return BufferInternal.buffer(whole);
    }

    private static Buffer composed(List<JsonSplicer.Part> parts, Function<JsonSplicer.Kept, ByteBuf> keeping) {
        CompositeByteBuf whole = Unpooled.compositeBuffer(parts.size());
        for (JsonSplicer.Part part : parts) {
            whole.addComponent(
                    true,
                    switch (part) {
                        case JsonSplicer.Kept kept -> keeping.apply(kept);
                        case JsonSplicer.Pasted pasted -> Unpooled.wrappedBuffer(pasted.bytes());
                    });
        }
        return BufferInternal.buffer(whole);
    }
}
