package dev.sprue.bench.run;

import dev.sprue.bench.load.LoadResult;
import java.util.EnumMap;
import java.util.Map;

/**
 * One target in one scenario in one round.
 *
 * @param figures what was measured
 * @param otherCores processors that others on this machine kept busy meanwhile, on average
 */
record Measurement(Map<Metric, Double> figures, double otherCores) {

    private static final double US_PER_MS = 1_000;
    private static final double US_PER_SECOND = 1_000_000;

    /**
     * What the generator saw, and what the target took for it.
     *
     * @param cpuSeconds processor time of the target, warm-up included
     * @param rssMb the most resident memory of the target that was seen
     */
    static Measurement of(LoadResult load, double cpuSeconds, double rssMb, double otherCores) {
        EnumMap<Metric, Double> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.REQUESTS, load.answersPerSecond());
        figures.put(Metric.STREAMS, load.answersPerSecond());
        figures.put(Metric.P50, load.latency().p50Us() / US_PER_MS);
        figures.put(Metric.P99, load.latency().p99Us() / US_PER_MS);
        figures.put(Metric.DELAY_P50, load.delay().p50Us() / US_PER_MS);
        figures.put(Metric.DELAY_P99, load.delay().p99Us() / US_PER_MS);
        if (rssMb > 0) {
            figures.put(Metric.CPU, cpuSeconds * US_PER_SECOND / load.answers());
            figures.put(Metric.RSS, rssMb);
        }
        return new Measurement(figures, otherCores);
    }

    /** A start. */
    static Measurement ofStart(double readyMs, double rssMb, double otherCores) {
        return new Measurement(Map.of(Metric.READY, readyMs, Metric.RSS_IDLE, rssMb), otherCores);
    }
}
