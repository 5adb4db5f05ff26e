package dev.sprue.gateway.api.anthropic;

import static dev.sprue.gateway.api.anthropic.Words.ascii;

import dev.sprue.gateway.http.EventStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the blocks of a streamed message, one after the other: each is started, added to and stopped. */
final class BlockEvents {

    private static final byte[] START =
            ascii("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":");
    private static final byte[] DELTA =
            ascii("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":");
    private static final byte[] STOP =
            ascii("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":");
    private static final byte[] END = ascii("}\n\n");
    private static final byte[] ENDS = ascii("}}\n\n");

    private static final byte[] TEXT_BLOCK =
            ascii(",\"content_block\":{\"type\":\"text\",\"text\":\"\",\"citations\":null");
    private static final byte[] THINKING_BLOCK =
            ascii(",\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"");
    private static final byte[] REDACTED_BLOCK = ascii(",\"content_block\":{\"type\":\"redacted_thinking\",\"data\":");
    private static final byte[] TOOL_BLOCK = ascii(",\"content_block\":{\"type\":\"tool_use\",\"id\":");
    private static final byte[] TOOL_NAME = ascii(",\"name\":");
    private static final byte[] TOOL_REST = ascii(",\"input\":{},\"caller\":{\"type\":\"direct\"}");

    /** A block that grows. */
    enum Kind {
        TEXT(",\"delta\":{\"type\":\"text_delta\",\"text\":"),
        THINKING(",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":"),
        TOOL(",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":");

        private final byte[] delta;

        Kind(String delta) {
            this.delta = ascii(delta);
        }
    }

    private static final byte[] SIGNATURE = ascii(",\"delta\":{\"type\":\"signature_delta\",\"signature\":");

    private int index;
    private @Nullable Kind open;

    /** Whether a block of that kind is open. */
    boolean isOpen(Kind kind) {
        return open == kind;
    }

    /** Adds to a text or to thinking, in a new block where none of that kind is open. */
    void add(Kind kind, byte[] json, int from, int to, EventStream out) {
        if (open != kind) {
            stop(out);
            open = kind;
            frame(out, START, number(), kind == Kind.TEXT ? TEXT_BLOCK : THINKING_BLOCK, ENDS);
        }
        delta(kind.delta, json, from, to, out);
    }

    /** Adds to the arguments of the call that is open. */
    void arguments(byte[] json, int from, int to, EventStream out) {
        delta(Kind.TOOL.delta, json, from, to, out);
    }

    /** Signs the thinking that is open. */
    void signature(byte[] json, EventStream out) {
        delta(SIGNATURE, json, 0, json.length, out);
    }

    /** Starts a call. */
    void call(byte[] id, byte[] name, EventStream out) {
        stop(out);
        open = Kind.TOOL;
        frame(out, START, number(), TOOL_BLOCK, id, TOOL_NAME, name, TOOL_REST, ENDS);
    }

    /** Starts and stops a block of thinking that is not shown. */
    void redacted(byte[] data, EventStream out) {
        stop(out);
        frame(out, START, number(), REDACTED_BLOCK, data, ENDS);
        frame(out, STOP, number(), END);
        index++;
    }

    /** Stops the block that is open, if one is. */
    void stop(EventStream out) {
        if (open != null) {
            frame(out, STOP, number(), END);
            open = null;
            index++;
        }
    }

    private void delta(byte[] head, byte[] json, int from, int to, EventStream out) {
        byte[] number = number();
        byte[] frame = new byte[DELTA.length + number.length + head.length + to - from + ENDS.length];
        int at = put(DELTA, frame, 0);
        at = put(number, frame, at);
        at = put(head, frame, at);
        System.arraycopy(json, from, frame, at, to - from);
        put(ENDS, frame, at + to - from);
        out.frame(frame, 0, frame.length);
    }

    private byte[] number() {
        return Integer.toString(index).getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes what these pieces are together. */
    static void frame(EventStream out, byte[]... pieces) {
        int length = 0;
        for (byte[] piece : pieces) {
            length += piece.length;
        }
        byte[] frame = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            at = put(piece, frame, at);
        }
        out.frame(frame, 0, length);
    }

    private static int put(byte[] piece, byte[] frame, int at) {
        System.arraycopy(piece, 0, frame, at, piece.length);
        return at + piece.length;
    }
}
