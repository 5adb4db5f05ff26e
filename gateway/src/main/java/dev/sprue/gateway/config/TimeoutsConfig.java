package dev.sprue.gateway.config;

/**
 * How long an upstream may take.
 *
 * @param connectMs milliseconds to establish a connection
 * @param firstByteMs milliseconds from the request to the head of the answer
 * @param idleMs milliseconds between two pieces of an answer
 */
public record TimeoutsConfig(
        @Default("5000") @Range(min = 1, max = 86_400_000) int connectMs,
        @Default("120000") @Range(min = 1, max = 86_400_000) int firstByteMs,
        @Default("120000") @Range(min = 1, max = 86_400_000) int idleMs) {

    /** These, but none longer than the service's own limits. */
    public TimeoutsConfig within(Limits limits) {
        return new TimeoutsConfig(
                connectMs,
                Math.min(firstByteMs, limits.firstByteTimeoutMs()),
                Math.min(idleMs, limits.idleTimeoutMs()));
    }
}
