package dev.sprue.bench.upstream;

/**
 * What the upstream has seen since it started.
 *
 * @param whole whole answers
 * @param started streams begun
 * @param finished streams written to their end
 * @param aborted streams whose connection was closed before that
 * @param misnamed requests for a model that is not this upstream's
 * @param late chunks of paced streams that were left out because the reader was too slow for them
 * @param connections connections accepted
 */
public record UpstreamCounts(
        long whole, long started, long finished, long aborted, long misnamed, long late, long connections) {

    /** What was added since {@code before}. */
    public UpstreamCounts since(UpstreamCounts before) {
        return new UpstreamCounts(
                whole - before.whole,
                started - before.started,
                finished - before.finished,
                aborted - before.aborted,
                misnamed - before.misnamed,
                late - before.late,
                connections - before.connections);
    }
}
