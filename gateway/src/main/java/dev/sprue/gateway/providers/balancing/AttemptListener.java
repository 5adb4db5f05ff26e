package dev.sprue.gateway.providers.balancing;

/**
 * Hears what balancing does, for metrics and for the operator's log. Called on event loops, by several threads at once: it
 * must neither block nor throw.
 */
public interface AttemptListener {

    /**
     * One attempt at one provider has ended.
     *
     * @param outcome {@code ok}, {@code cancelled}, or the code of the failure
     * @param ms milliseconds until its answer began, or until it ended without one
     */
    default void attempted(String provider, String modelId, String outcome, long ms) {}

    /**
     * A breaker has opened, so that the provider gets no calls for this model, or closed again.
     *
     * @param why the last thing that happened
     */
    default void breaker(String provider, String modelId, boolean open, String why) {}

    /** Who looks regularly has found that the provider cannot be reached any more, or that it can be again. */
    default void reachable(String provider, boolean reachable) {}

    /** Tells the operator's log of what changes. */
    static AttemptListener log() {
        return new BalancingLog();
    }
}
