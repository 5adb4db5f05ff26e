package dev.sprue.gateway.http;

import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;

/** Makes buffers to send from edited bodies, without copying what need not be copied. */
public final class Bodies {

    private Bodies() {}

    /** The edited object as one buffer; the kept parts of one that lies outside the heap stay there. */
    public static Buffer of(JsonFields fields, JsonSplicer edits) {
        return switch (fields.bytes()) {
            case JsonBytes.Heap heap -> of(edits.splice());
            case JsonBytes.Mapped mapped -> composed(mapped, edits.parts());
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

    private static Buffer composed(JsonBytes.Mapped mapped, List<JsonSplicer.Part> parts) {
        CompositeByteBuf whole = Unpooled.compositeBuffer(parts.size());
        for (JsonSplicer.Part part : parts) {
            ByteBuf bytes =
                    switch (part) {
                        case JsonSplicer.Kept kept ->
                            Unpooled.wrappedBuffer(mapped.buffer().slice(kept.from(), kept.length()));
                        case JsonSplicer.Pasted pasted -> Unpooled.wrappedBuffer(pasted.bytes());
                    };
            whole.addComponent(true, bytes);
        }
        return BufferInternal.buffer(whole);
    }
}
