package dev.sprue.gateway.inference;

import dev.sprue.gateway.error.Failure;

/**
 * Takes the answer to one call, on the event loop that made the call.
 *
 * <p>Exactly one of three sequences arrives: {@code whole}; or {@code opened}, then {@code event} and {@code flush} any
 * number of times, then {@code completed}; or either one cut short at any point by {@code failed}. Nothing arrives after
 * {@code whole}, {@code completed} or {@code failed}, nor after {@link Flight#cancel()}.
 */
public interface AnswerSink {

    /**
     * What has been used up to now by a call that takes several of its provider's, for whoever keeps accounts: it counts
     * where the call fails or is given up before {@link #whole}.
     */
    default void used(Usage soFar) {}

    /** The answer, all of it. */
    void whole(WholeAnswer answer);

    /** A streamed answer begins. */
    void opened();

    /** The next event of a streamed answer; it may be held until {@link #flush()}. */
    void event(StreamEvent event);

    /** No further event comes in this turn of the loop: what is held should go out in one write. */
    void flush();

    /** The streamed answer is complete. */
    void completed();

    /** The call failed, before its answer began or in the middle of it. */
    void failed(Failure failure);
}
