package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.json.JsonSyntaxException;

/** Makes canonical events of the events of one stream. Holds the state of that stream; used on its event loop alone. */
public interface StreamReader {

    /**
     * The next event, {@code [from, to)} of {@code data}, which nobody changes afterwards.
     *
     * @throws JsonSyntaxException where it cannot be read
     */
    void event(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException;

    /**
     * What was left when the stream's bytes ended without the mark that ends an event.
     *
     * @throws JsonSyntaxException where it cannot be read
     */
    default void remainder(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {}

    /**
     * The bytes have ended, behind a whole event, and the reader has not said that the answer is complete.
     *
     * @return whether what came is a whole answer all the same; what it still lacks may be handed on
     */
    default boolean endsHere(StreamOut out) {
        return false;
    }
}
