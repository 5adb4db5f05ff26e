package dev.sprue.bench.wire;

/**
 * Reads one HTTP/1.1 answer after another from pieces of any size. It knows bodies with a content length and chunked
 * ones; anything else is refused, since a keep-alive connection cannot have it.
 */
public final class AnswerParser {

    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int END_OF_HEAD = 0x0d0a0d0a;
    private static final long NONE = -1;

    private enum State {
        HEAD,
        LENGTH,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK,
        CHUNK_END,
        TRAILER,
        COMPLETE
    }

    private final BodySink body;
    private final byte[] head = new byte[MAX_HEAD_BYTES];
    private State state = State.HEAD;
    private int headLength;
    private int lastFour;
    private int status;
    private long left;
    private boolean emptyLine;

    /** Gives every body to {@code body}. */
    public AnswerParser(BodySink body) {
        this.body = body;
    }

    /** Begins with the next answer. */
    public void begin() {
        state = State.HEAD;
        headLength = 0;
        lastFour = 0;
        status = 0;
        body.begin();
    }

    /** The status of the answer whose head has been read; 0 before that. */
    public int status() {
        return status;
    }

    /** Whether the answer has been read to its end. */
    public boolean complete() {
        return state == State.COMPLETE;
    }

    /**
     * Takes the next bytes of the connection.
     *
     * @return where it stopped: {@code to}, or less if the answer ended before
     * @throws WireException if this is no answer that can be read
     */
    public int feed(byte[] buffer, int from, int to) throws WireException {
        int at = from;
        while (at < to && state != State.COMPLETE) {
            at = switch (state) {
                case HEAD -> head(buffer, at, to);
                case LENGTH -> data(buffer, at, to, State.COMPLETE);
                case CHUNK -> data(buffer, at, to, State.CHUNK_END);
                case CHUNK_SIZE, CHUNK_EXTENSION -> chunkSize(buffer, at, to);
                case CHUNK_END -> chunkEnd(buffer, at, to);
                case TRAILER -> trailer(buffer, at, to);
                case COMPLETE -> at;
            };
        }
        return at;
    }

    private int head(byte[] buffer, int from, int to) throws WireException {
        for (int at = from; at < to; at++) {
            if (headLength == MAX_HEAD_BYTES) {
                throw new WireException("the answer's head is longer than " + MAX_HEAD_BYTES + " bytes");
            }
            byte next = buffer[at];
            head[headLength++] = next;
            lastFour = lastFour << 8 | next & 0xff;
            if (lastFour == END_OF_HEAD) {
                headEnded();
                return at + 1;
            }
        }
        return to;
    }

    private void headEnded() throws WireException {
        status = HeadFields.status(head, headLength);
        long length = HeadFields.contentLength(head, headLength, NONE);
        if (HeadFields.isChunked(head, headLength)) {
            left = 0;
            state = State.CHUNK_SIZE;
        } else if (length >= 0) {
            left = length;
            state = length == 0 ? State.COMPLETE : State.LENGTH;
        } else {
            throw new WireException("the answer has neither a content length nor chunks");
        }
    }

    private int data(byte[] buffer, int from, int to, State then) {
        int end = (int) Math.min(to, from + left);
        body.bytes(buffer, from, end);
        left -= end - from;
        if (left == 0) {
            state = then;
        }
        return end;
    }

    private int chunkSize(byte[] buffer, int from, int to) throws WireException {
        for (int at = from; at < to; at++) {
            byte next = buffer[at];
            if (next == '\n') {
                emptyLine = true;
                state = left == 0 ? State.TRAILER : State.CHUNK;
                return at + 1;
            }
            if (next == ';' || next == '\r') {
                state = State.CHUNK_EXTENSION;
            } else if (state == State.CHUNK_SIZE) {
                int digit = Character.digit(next, 16);
                if (digit < 0 || left > Integer.MAX_VALUE) {
                    throw new WireException("a chunk's size cannot be read");
                }
                left = left * 16 + digit;
            }
        }
        return to;
    }

    private int chunkEnd(byte[] buffer, int from, int to) throws WireException {
        for (int at = from; at < to; at++) {
            if (buffer[at] == '\n') {
                state = State.CHUNK_SIZE;
                return at + 1;
            }
            if (buffer[at] != '\r') {
                throw new WireException("a chunk is longer than it said");
            }
        }
        return to;
    }

    private int trailer(byte[] buffer, int from, int to) {
        for (int at = from; at < to; at++) {
            if (buffer[at] == '\n') {
                if (emptyLine) {
                    state = State.COMPLETE;
                    return at + 1;
                }
                emptyLine = true;
            } else if (buffer[at] != '\r') {
                emptyLine = false;
            }
        }
        return to;
    }
}
