package dev.sprue.gateway.http.upstream;

import java.util.Arrays;

/**
 * Reads HTTP/1.1 answers (RFC 9112) from a connection's bytes, however the network cut them.
 *
 * <p>The pieces of a chunked body are moved together inside the array they came in, so that a hundred small chunks that one
 * read brings are handed on as one piece: what costs is the handing on, not the moving.
 */
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
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS,
        UNTIL_CLOSE,
        DONE
    }

    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MAX_SIZE_LINE_BYTES = 4 * 1024;
    private static final int MAX_SIZE_DIGITS = 15;
    private static final byte[] NONE = new byte[0];

    private final Handler handler;
    private State state = State.DONE;
    private boolean keepAlive;
    private boolean begun;

    /** The beginning of a head whose end has not come yet. */
    private byte[] partial = NONE;

    /** Bytes of the body, or of the chunk, that are still to come. */
    private long remaining;

    private long size;
    private int sizeDigits;
    private int lineBytes;
    private boolean extension;
    private boolean emptyLine;

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
     * @throws BadAnswerException where they are no answer; nothing more may be fed then
     */
    void feed(byte[] bytes) throws BadAnswerException {
        begun = true;
        byte[] piece = bytes;
        int at = 0;
        while (at < piece.length) {
            switch (state) {
                case HEAD -> {
                    if (partial.length > 0) {
                        byte[] joined = Arrays.copyOf(partial, partial.length + piece.length - at);
                        System.arraycopy(piece, at, joined, partial.length, piece.length - at);
                        piece = joined;
                        at = 0;
                    }
                    at = head(piece, at);
                }
                case FIXED -> at = fixed(piece, at);
                case UNTIL_CLOSE -> {
                    handler.body(piece, at, piece.length);
                    at = piece.length;
                }
                case CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILERS -> at = chunks(piece, at);
                case DONE -> {
                    // More than was asked for: whose it is cannot be told.
                    keepAlive = false;
                    return;
                }
            }
        }
    }

    private int head(byte[] piece, int from) throws BadAnswerException {
        int end = endOfHead(piece, from, Math.max(from, from + partial.length - 3));
        if ((end < 0 ? piece.length : end) - from > MAX_HEAD_BYTES) {
            throw new BadAnswerException("its head is larger than " + MAX_HEAD_BYTES + " bytes");
        }
        if (end < 0) {
            partial = Arrays.copyOfRange(piece, from, piece.length);
            return piece.length;
        }
        partial = NONE;
        Http1Head head = new Http1Head(piece, from, end);
        if (head.status() == 101) {
            throw new BadAnswerException("it switches to another protocol, unasked");
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
            case CHUNKED -> expectSize();
            case UNTIL_CLOSE -> state = State.UNTIL_CLOSE;
        }
        handler.head(head);
        return end;
    }

    /** Offset after the empty line that ends the head; -1 where it has not come. Only what follows {@code since} is new. */
    private static int endOfHead(byte[] piece, int from, int since) {
        for (int i = since; i < piece.length; i++) {
            if (piece[i] == '\n') {
                int before = i > from && piece[i - 1] == '\r' ? i - 2 : i - 1;
                if (before >= from && piece[before] == '\n') {
                    return i + 1;
                }
            }
        }
        return -1;
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

    private void expectSize() {
        state = State.CHUNK_SIZE;
        size = 0;
        sizeDigits = 0;
        lineBytes = 0;
        extension = false;
    }

    /** Reads chunks (RFC 9112, section 7.1), and hands on all of their data that this piece holds at once. */
    private int chunks(byte[] piece, int from) throws BadAnswerException {
        int dataFrom = -1;
        int dataTo = -1;
        int at = from;
        while (at < piece.length && state != State.DONE) {
            switch (state) {
                case CHUNK_SIZE -> sizeByte(piece[at++]);
                case CHUNK_DATA -> {
                    int length = (int) Math.min(remaining, piece.length - at);
                    if (dataFrom < 0) {
                        dataFrom = at;
                        dataTo = at + length;
                    } else {
                        System.arraycopy(piece, at, piece, dataTo, length);
                        dataTo += length;
                    }
                    at += length;
                    remaining -= length;
                    if (remaining == 0) {
                        state = State.CHUNK_END;
                        lineBytes = 0;
                    }
                }
                case CHUNK_END -> chunkEnd(piece[at++]);
                case TRAILERS -> trailer(piece[at++]);
                default -> throw new IllegalStateException("not among chunks: " + state);
            }
        }
        if (dataFrom >= 0) {
            handler.body(piece, dataFrom, dataTo);
        }
        return at;
    }

    private void sizeByte(byte b) throws BadAnswerException {
        if (++lineBytes > MAX_SIZE_LINE_BYTES) {
            throw new BadAnswerException("the line of a chunk's size is too long");
        }
        if (b == '\n') {
            if (sizeDigits == 0) {
                throw new BadAnswerException("a chunk has no size");
            }
            remaining = size;
            state = size == 0 ? State.TRAILERS : State.CHUNK_DATA;
            emptyLine = true;
            lineBytes = 0;
            return;
        }
        int digit = extension ? -1 : Character.digit(b, 16);
        if (digit >= 0) {
            if (++sizeDigits > MAX_SIZE_DIGITS) {
                throw new BadAnswerException("a chunk's size is beyond any bound");
            }
            size = size << 4 | digit;
        } else if (b == ';' || b == ' ' || b == '\t' || b == '\r') {
            extension = true;
        } else if (!extension) {
            throw new BadAnswerException("a chunk's size is not hexadecimal");
        }
    }

    private void chunkEnd(byte b) throws BadAnswerException {
        if (b == '\n') {
            expectSize();
        } else if (b != '\r' || lineBytes++ > 0) {
            throw new BadAnswerException("a chunk is longer than its size");
        }
    }

    private void trailer(byte b) throws BadAnswerException {
        if (++lineBytes > MAX_HEAD_BYTES) {
            throw new BadAnswerException("its trailers are larger than " + MAX_HEAD_BYTES + " bytes");
        }
        if (b == '\n') {
            if (emptyLine) {
                state = State.DONE;
            }
            emptyLine = true;
        } else if (b != '\r') {
            emptyLine = false;
        }
    }
}
