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
     * Which deployment answers; comes first, where the call gets as far as that.
     *
     * @param deployment its name as it is written in the configuration
     */
    default void routed(String deployment) {}

    /**
     * A provider is asked; comes again for each further one, where several serve the model.
     *
     * @param provider its name in the configuration
     */
    default void asked(String provider) {}

    /**
     * Who has been asked, and what came of it; before the answer begins or the call fails, where several providers serve
     * the model.
     *
     * @param trace one entry a provider, in the order in which they were asked
     */
    default void attempts(String trace) {}

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
