package dev.sprue.gateway.providers.upstream;

/** Makes something of an answer's bytes as they come. */
interface AnswerReading {

    /** The next piece, {@code [from, to)} of {@code bytes}, which nobody changes afterwards. */
    void piece(byte[] bytes, int from, int to);

    /** What could be read at once has been handed over. */
    default void turnOver() {}

    /** The answer's bytes have ended in the ordinary way. */
    void ended();
}
