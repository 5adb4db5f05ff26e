package dev.sprue.gateway.providers.upstream;

import java.util.Arrays;

/** Lines that end in LF or CRLF, each of which is an event but for the empty ones. */
final class LineFraming implements Framing {

    private static final byte[] NONE = new byte[0];
    private static final byte[] END = {'\n'};

    private final int maxBytes;
    private final Handler handler;

    /** The beginning of a line whose end has not come yet. */
    private byte[] partial = NONE;

    private int partialLength;

    LineFraming(int maxBytes, Handler handler) {
        this.maxBytes = maxBytes;
        this.handler = handler;
    }

    @Override
    public void feed(byte[] bytes, int from, int to) throws BadFrameException {
        int start = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                if (partialLength == 0) {
                    line(bytes, start, i);
                } else {
                    keep(bytes, start, i);
                    byte[] whole = partial;
                    int length = partialLength;
                    partial = NONE;
                    partialLength = 0;
                    line(whole, 0, length);
                }
                start = i + 1;
            }
        }
        if (start < to) {
            keep(bytes, start, to);
        }
    }

    private void line(byte[] bytes, int from, int to) throws BadFrameException {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        if (end - from > maxBytes) {
            throw BadFrameException.tooLarge(maxBytes);
        }
        if (end > from) {
            handler.event(bytes, from, end);
        }
    }

    private void keep(byte[] bytes, int from, int to) throws BadFrameException {
        int needed = partialLength + to - from;
        // One more for the carriage return that may end the line.
        if (needed > maxBytes + 1L) {
            throw BadFrameException.tooLarge(maxBytes);
        }
        if (needed > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(needed, Math.min(partial.length * 2, maxBytes)));
        }
        System.arraycopy(bytes, from, partial, partialLength, to - from);
        partialLength = needed;
    }

    @Override
    public int heldBytes() {
        return partial.length;
    }

    @Override
    public boolean hasRemainder() {
        return partialLength > 0;
    }

    @Override
    public void finish() throws BadFrameException {
        feed(END, 0, END.length);
    }
}
