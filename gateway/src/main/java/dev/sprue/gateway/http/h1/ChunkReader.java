package dev.sprue.gateway.http.h1;

/**
 * Reads a chunked body (RFC 9112, section 7.1), however the network cut it.
 *
 * <p>The chunks of one piece are moved together inside the array they came in, so that a hundred small chunks that one read
 * brings are handed on as one: what costs is the handing on, not the moving. Extensions and trailers are passed over.
 */
public final class ChunkReader {

    private enum State {
        SIZE,
        EXTENSION,
        DATA,
        DATA_END,
        TRAILERS,
        DONE
    }

    private static final int MAX_TRAILER_BYTES = 64 * 1024;
    private static final int MAX_SIZE_LINE_BYTES = 4 * 1024;
    private static final int MAX_SIZE_DIGITS = 15;

    private State state = State.DONE;
    private long remaining;
    private long size;
    private int digits;
    private int lineBytes;
    private boolean afterCr;
    private boolean emptyLine;
    private int dataFrom;
    private int dataTo;

    /** Expects a body. */
    public void begin() {
        expectSize();
    }

    /** Whether the body is complete. */
    public boolean isDone() {
        return state == State.DONE;
    }

    /** Where in the piece the data begins that {@link #read} found. */
    public int dataFrom() {
        return dataFrom;
    }

    /** Where it ends; no data where that is where it begins. */
    public int dataTo() {
        return dataTo;
    }

    /**
     * Reads on at {@code [from, to)} of {@code piece}, whose bytes are moved.
     *
     * @return offset after the last byte that belongs to the body
     * @throws BadMessageException where it is not chunked after all
     */
    public int read(byte[] piece, int from, int to) throws BadMessageException {
        dataFrom = from;
        dataTo = from;
        int at = from;
        while (at < to && state != State.DONE) {
            switch (state) {
                case SIZE, EXTENSION -> sizeByte(piece[at++]);
                case DATA -> {
                    int length = (int) Math.min(remaining, to - at);
                    if (dataTo == dataFrom) {
                        dataFrom = at;
                        dataTo = at;
                    } else {
                        System.arraycopy(piece, at, piece, dataTo, length);
                    }
                    dataTo += length;
                    at += length;
                    remaining -= length;
                    if (remaining == 0) {
                        state = State.DATA_END;
                        afterCr = false;
                    }
                }
                case DATA_END -> dataEnd(piece[at++]);
                case TRAILERS -> trailer(piece[at++]);
                case DONE -> throw new IllegalStateException("past its end");
            }
        }
        return at;
    }

    private void expectSize() {
        state = State.SIZE;
        size = 0;
        digits = 0;
        lineBytes = 0;
        afterCr = false;
    }

    private void sizeByte(byte b) throws BadMessageException {
        if (++lineBytes > MAX_SIZE_LINE_BYTES) {
            throw new BadMessageException("the line of a chunk's size is too long");
        }
        if (b == '\n') {
            if (digits == 0) {
                throw new BadMessageException("a chunk has no size");
            }
            remaining = size;
            state = size == 0 ? State.TRAILERS : State.DATA;
            emptyLine = true;
            lineBytes = 0;
        } else if (afterCr) {
            throw new BadMessageException("a line of a chunk holds a carriage return");
        } else if (b == '\r') {
            afterCr = true;
        } else if (state == State.SIZE) {
            int digit = Character.digit(b, 16);
            if (digit >= 0) {
                if (++digits > MAX_SIZE_DIGITS) {
                    throw new BadMessageException("a chunk's size is beyond any bound");
                }
                size = size << 4 | digit;
            } else if (digits > 0 && (b == ';' || b == ' ' || b == '\t')) {
                state = State.EXTENSION;
            } else {
                throw new BadMessageException("a chunk's size is not hexadecimal");
            }
        }
    }

    private void dataEnd(byte b) throws BadMessageException {
        if (b == '\n') {
            expectSize();
        } else if (b == '\r' && !afterCr) {
            afterCr = true;
        } else {
            throw new BadMessageException("a chunk is longer than its size");
        }
    }

    private void trailer(byte b) throws BadMessageException {
        if (++lineBytes > MAX_TRAILER_BYTES) {
            throw BadMessageException.tooLarge("its trailers are larger than " + MAX_TRAILER_BYTES + " bytes");
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
