package dev.sprue.bench.upstream;

import dev.sprue.bench.wire.StampedEvents;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The upstream's answers in one dialect, made ahead: direct buffers that are written as they are. */
public final class Answers {

    /** Chunks of a stream, without {@code [DONE]} and without a chunk that reports usage. */
    public static final int CHUNKS = 100;

    /** Events that a caller sees of a stream. */
    public static final int EVENTS = CHUNKS + 1;

    /** What every model's name at the upstream begins with, so that a name that was not rewritten is seen. */
    public static final String MODEL_PREFIX = "upstream-";

    /** The model's name at the upstream. */
    public static final String MODEL = MODEL_PREFIX + "gpt-4o";

    private static final int STAMP_DIGITS = StampedEvents.DIGITS;

    private static final String NO_STAMP = "@tx" + "0".repeat(STAMP_DIGITS);
    private static final String STAMP = StampedEvents.STAMP + "0".repeat(STAMP_DIGITS);
    private static final byte[] LAST_CHUNK = bytes("0\r\n\r\n");
    private static final String STREAM_HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: %s\r
            Cache-Control: no-cache\r
            Transfer-Encoding: chunked\r
            \r
            """;

    private final Wire wire;
    private final ByteBuffer whole;
    private final ByteBuffer streamHead;
    private final ByteBuffer[] bursts = new ByteBuffer[RequestKind.values().length];
    private final byte[] stamped;
    private final int stampAt;
    private final int pieceAt;
    private final int pieceEnd;
    private final ByteBuffer stampedBuffer;
    private final ByteBuffer pacedEnd;
    private final ByteBuffer pacedEndWithUsage;

    Answers(Wire wire) {
        this.wire = wire;
        whole = buffer(json("200 OK", wire.whole()));
        byte[] head = bytes(STREAM_HEAD.formatted(wire.streamType()));
        streamHead = buffer(joined(head, chunked(wire.opening())));
        bursts[RequestKind.BURST.ordinal()] = buffer(burst(head, false, false));
        bursts[RequestKind.BURST_USAGE.ordinal()] = buffer(burst(head, false, true));
        bursts[RequestKind.BURST_NULLS.ordinal()] = buffer(burst(head, true, true));
        byte[] piece = wire.piece(STAMP, false, false);
        stamped = chunked(piece);
        pieceEnd = stamped.length - 2;
        pieceAt = pieceEnd - piece.length;
        stampAt = new String(stamped, StandardCharsets.ISO_8859_1).indexOf(STAMP) + StampedEvents.STAMP.length();
        stampedBuffer = ByteBuffer.allocateDirect(stamped.length);
        pacedEnd = buffer(pacedEnd(head, false));
        pacedEndWithUsage = buffer(pacedEnd(head, true));
    }

    private byte[] pacedEnd(byte[] head, boolean usage) {
        return joined(chunked(wire.piece(NO_STAMP, true, false)), chunked(wire.ending(usage)), LAST_CHUNK);
    }

    /** A whole chat completion, about 600 bytes. */
    ByteBuffer whole() {
        return whole.duplicate();
    }

    /** A stream that is sent at once, with its head. */
    ByteBuffer burst(RequestKind kind) {
        return bursts[kind.ordinal()].duplicate();
    }

    /** The head of a stream that is sent chunk by chunk. */
    ByteBuffer streamHead() {
        return streamHead.duplicate();
    }

    /** One chunk with a time stamp; valid until the next call. */
    ByteBuffer stamped(long nowNs) {
        long rest = nowNs;
        for (int i = STAMP_DIGITS - 1; i >= 0; i--) {
            stamped[stampAt + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        wire.seal(stamped, pieceAt, pieceEnd);
        return stampedBuffer.clear().put(stamped).flip();
    }

    /** What ends a stream that is sent chunk by chunk: its last chunk, usage if it was asked for, {@code [DONE]}. */
    ByteBuffer pacedEnd(boolean withUsage) {
        return (withUsage ? pacedEndWithUsage : pacedEnd).duplicate();
    }

    static byte[] json(String status, String body) {
        return bytes("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private byte[] burst(byte[] head, boolean nulls, boolean usage) {
        byte[] text = joined(head, chunked(wire.opening()));
        for (int i = 0; i < CHUNKS; i++) {
            text = joined(text, chunked(wire.piece(NO_STAMP, i == CHUNKS - 1, nulls)));
        }
        return joined(text, chunked(wire.ending(usage)), LAST_CHUNK);
    }

    private static byte[] chunked(byte[] event) {
        return event.length == 0
                ? event
                : joined(bytes(Integer.toHexString(event.length) + "\r\n"), event, bytes("\r\n"));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
