package dev.sprue.gateway.usage;

import dev.sprue.gateway.inference.Usage;
import java.time.Instant;

/**
 * What one call was, for the ledger.
 *
 * @param at when it ended
 * @param requestId its id
 * @param resource the resource that it was made on
 * @param deployment the deployment's name
 * @param model the catalog model's name
 * @param provider who served it
 * @param operation what was asked for
 * @param outcome how it ended
 * @param usage what it used; known in part only where it did not complete
 * @param firstByteMs milliseconds to the beginning of the answer; -1 where it never began
 * @param durationMs milliseconds in all
 */
public record CallRecord(
        Instant at,
        String requestId,
        String resource,
        String deployment,
        String model,
        String provider,
        String operation,
        Outcome outcome,
        Usage usage,
        long firstByteMs,
        long durationMs) {

    /** How a call ended. */
    public enum Outcome {
        /** With a whole answer. */
        completed,
        /** With a failure. */
        failed,
        /** The caller left. */
        cancelled
    }
}
