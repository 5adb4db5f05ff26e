package dev.sprue.gateway.http.upstream;

import dev.sprue.gateway.http.h1.BadMessageException;
import dev.sprue.gateway.http.h1.ChunkReader;
import dev.sprue.gateway.http.h1.HeadFields;
import java.util.Arrays;

/** Reads HTTP/1.1 answers (RFC 9112) from a connection's bytes, however the network cut them. */
final class Http1AnswerParser {

    /** Takes what is read. */
    interface Handler {

        /** The head of a final answer. */
        void head(Http1Head head);

        /** A piece of the body; the parser does not touch it again. */
        void body(byte[] bytes, int from, int to);
    }

    private enum State {
        HEAD,
        FIXED,
        CHUNKED,
        UNTIL_CLOSE,
        DONE
    }

    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final byte[] NONE = new byte[0];

    private final Handler handler;
    private final ChunkReader chunks = new ChunkReader();
    private State state = State.DONE;
    private boolean keepAlive;
    private boolean begun;

    /** The beginning of a head whose end has not come yet. */
    private byte[] partial = NONE;

    /** Bytes of the body that are still to come. */
    private long remaining;

    Http1AnswerParser(Handler handler) {
        this.handler = handler;
    }

    /** Expects an answer. */
    void begin() {
        state = State.HEAD;
        keepAlive = false;
        begun = false;
        partial = NONE;
    }

    /** Whether anything of the answer has come. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether the answer is complete. */
    boolean isDone() {
        return state == State.DONE;
    }

    /** Whether the connection may carry another request, once the answer is complete. */
    boolean isReusable() {
        return state == State.DONE && keepAlive;
    }

    /** Takes note that the connection was closed; true where that is how the answer ends. */
    boolean closed() {
        boolean whole = state == State.UNTIL_CLOSE;
        if (whole) {
            state = State.DONE;
        }
        return whole;
    }

    /**
     * Takes the next bytes, which are the parser's from now on.
     *
     * @throws BadMessageException where they are no answer; nothing more may be fed then
     */
    void feed(byte[] bytes) throws BadMessageException {
        begun = true;
        byte[] piece = bytes;
        int at = 0;
        while (at < piece.length) {
            switch (state) {
                case HEAD -> {
                    int known = partial.length;
                    if (known > 0) {
                        byte[] joined = Arrays.copyOf(partial, known + piece.length);
                        System.arraycopy(piece, 0, joined, known, piece.length);
                        piece = joined;
                        partial = NONE;
                    }
                    at = head(piece, at, at + known);
                }
                case FIXED -> at = fixed(piece, at);
                case CHUNKED -> at = chunked(piece, at);
                case UNTIL_CLOSE -> {
                    handler.body(piece, at, piece.length);
                    at = piece.length;
                }
                case DONE -> {
                    // More than was asked for: whose it is cannot be told.
                    keepAlive = false;
                    return;
                }
            }
        }
    }

    private int head(byte[] piece, int from, int since) throws BadMessageException {
        int end = HeadFields.endOfHead(piece, from, since, piece.length);
        if ((end < 0 ? piece.length : end) - from > MAX_HEAD_BYTES) {
            throw BadMessageException.tooLarge("its head is larger than " + MAX_HEAD_BYTES + " bytes");
        }
        if (end < 0) {
            partial = Arrays.copyOfRange(piece, from, piece.length);
            return piece.length;
        }
        Http1Head head = new Http1Head(piece, from, end);
        if (head.status() == 101) {
            throw new BadMessageException("it switches to another protocol, unasked");
        }
        if (head.status() < 200) {
            return end;
        }
        keepAlive = head.keepAlive();
        switch (head.framing()) {
            case LENGTH -> {
                remaining = head.length();
                state = remaining == 0 ? State.DONE : State.FIXED;
            }
            case CHUNKED -> {
                chunks.begin();
                state = State.CHUNKED;
            }
            case UNTIL_CLOSE -> state = State.UNTIL_CLOSE;
        }
        handler.head(head);
        return end;
    }

    private int fixed(byte[] piece, int at) {
        int to = (int) Math.min(piece.length, at + remaining);
        remaining -= to - at;
        if (remaining == 0) {
            state = State.DONE;
        }
        handler.body(piece, at, to);
        return to;
    }

    private int chunked(byte[] piece, int at) throws BadMessageException {
        int end = chunks.read(piece, at, piece.length);
        if (chunks.isDone()) {
            state = State.DONE;
        }
        if (chunks.dataTo() > chunks.dataFrom()) {
            handler.body(piece, chunks.dataFrom(), chunks.dataTo());
        }
        return end;
    }
}
