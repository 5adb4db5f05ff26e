package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.http.SseParser;

/** Cuts the bytes of one stream into events, however the network cut them. */
public interface Framing {

    /** Takes the events. */
    @FunctionalInterface
    interface Handler {

        /** One event, {@code [from, to)} of {@code data}, which nobody changes afterwards. */
        void event(byte[] data, int from, int to);
    }

    /** Server-sent events, of which only the data is handed on; see {@link SseParser}. */
    static Framing sse(int maxBytes, Handler handler) {
        return new SseFraming(maxBytes, handler);
    }

    /** One event a line. */
    static Framing lines(int maxBytes, Handler handler) {
        return new LineFraming(maxBytes, handler);
    }

    /**
     * Takes the next piece of the stream.
     *
     * @param bytes hold the piece at {@code [from, to)}; nobody may change them afterwards
     * @throws BadFrameException where it cannot be cut any further
     */
    void feed(byte[] bytes, int from, int to) throws BadFrameException;

    /** Bytes that it holds of an event whose end has not come. */
    int heldBytes();

    /** Whether bytes have come that no event has used: at the end of a stream, half an event. */
    boolean hasRemainder();

    /**
     * The stream has ended: hands on what is left of it, if that might be an event but for the mark at its end.
     *
     * @throws BadFrameException where it is none
     */
    void finish() throws BadFrameException;
}
