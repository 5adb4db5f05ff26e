package dev.sprue.bench.run;

/** A figure of a scenario. */
enum Metric {
    REQUESTS("requests/s", 0),
    STREAMS("streams/s", 0),
    P50("latency p50, ms", 3),
    P99("latency p99, ms", 3),
    DELAY_P50("chunk delay p50, ms", 3),
    DELAY_P99("chunk delay p99, ms", 3),
    CPU("CPU per answer, us", 1),
    RSS("RSS, MB", 0),
    READY("time to ready, ms", 0),
    RSS_IDLE("RSS idle, MB", 0);

    private final String label;
    private final int decimals;

    Metric(String label, int decimals) {
        this.label = label;
        this.decimals = decimals;
    }

    /** Name and unit. */
    String label() {
        return label;
    }

    /** Decimals that are worth printing. */
    int decimals() {
        return decimals;
    }
}
