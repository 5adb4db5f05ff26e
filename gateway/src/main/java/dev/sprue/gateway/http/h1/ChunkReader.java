package dev.sprue.gateway.http.h1;

/**
 * Reads a chunked body (RFC 9112, section 7.1), however the network cut it. Lines end with CR LF and nothing less: where
 * one reader takes a line feed for the end of a line and another does not, requests are smuggled.
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
    private boolean inName;
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
        if (afterCr) {
            lineFeed(b);
            remaining = size;
            state = size == 0 ? State.TRAILERS : State.DATA;
            emptyLine = true;
            lineBytes = 0;
        } else if (b == '\r' && digits > 0) {
            afterCr = true;
        } else if (state == State.EXTENSION) {
            inLine(b);
        } else {
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

    private void trailerByte(byte b) throws BadMessageException {
        if (!emptyLine && !inName) {
            inLine(b);
        } else if (HeadFields.isNameByte(b)) {
            emptyLine = false;
            inName = true;
        } else if (b == ':' && !emptyLine) {
            inName = false;
        } else {
            throw new BadMessageException("a trailer has no name");
        }
    }

    /** Ends a line whose carriage return has come. */
    private void lineFeed(byte b) throws BadMessageException {
        if (b != '\n') {
            throw new BadMessageException("a line holds a carriage return");
        }
        afterCr = false;
    }

    private static void inLine(byte b) throws BadMessageException {
        if (HeadFields.isControl(b)) {
            throw new BadMessageException("a line holds a control character");
        }
    }

    private void dataEnd(byte b) throws BadMessageException {
        if (afterCr) {
            lineFeed(b);
            expectSize();
        } else if (b == '\r') {
            afterCr = true;
        } else {
            throw new BadMessageException("a chunk is longer than its size");
        }
    }

    private void trailer(byte b) throws BadMessageException {
        if (++lineBytes > MAX_TRAILER_BYTES) {
            throw BadMessageException.tooLarge("its trailers are larger than " + MAX_TRAILER_BYTES + " bytes");
        }
        if (afterCr) {
            lineFeed(b);
            if (emptyLine) {
                state = State.DONE;
            }
            emptyLine = true;
        } else if (b == '\r' && (emptyLine || !inName)) {
            afterCr = true;
        } else {
            trailerByte(b);
        }
    }
}
