package dev.sprue.bench.load;

/**
 * One run of the load generator.
 *
 * @param port where on 127.0.0.1
 * @param path the request's path and query
 * @param apiKey sent as {@code api-key}; may be empty
 * @param body the request's body, ASCII
 * @param expects what an answer has to be
 * @param streamEvents events that a stream has, {@code [DONE]} included
 * @param connections how many connections, each with at most one request at a time
 * @param ratePerSecond requests a second whatever the answers take (an open loop); 0: each connection sends its next
 *     request when it has its answer (a closed loop)
 * @param warmUpMs how long answers do not count, milliseconds
 * @param measureMs how long answers count, milliseconds
 * @param spreadMs over how long the first requests of a closed loop are spread, milliseconds
 */
public record LoadPlan(
        int port,
        String path,
        String apiKey,
        String body,
        Expected expects,
        int streamEvents,
        int connections,
        int ratePerSecond,
        long warmUpMs,
        long measureMs,
        long spreadMs) {

    /** What an answer has to be. */
    public enum Expected {
        /** The same body each time. */
        SAME_BODY,
        /** A stream in which each chunk has a time stamp. */
        STAMPED_EVENTS
    }

    /** The same run with other times. */
    public LoadPlan lasting(long otherWarmUpMs, long otherMeasureMs) {
        return new LoadPlan(
                port,
                path,
                apiKey,
                body,
                expects,
                streamEvents,
                connections,
                ratePerSecond,
                otherWarmUpMs,
                otherMeasureMs,
                spreadMs);
    }
}
