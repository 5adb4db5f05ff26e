package dev.sprue.bench.stats;

/**
 * A histogram of nanoseconds in a few numbers.
 *
 * @param count how many times were counted
 * @param p50Us the median, microseconds
 * @param p90Us nine in ten are not longer, microseconds
 * @param p99Us 99 in a hundred are not longer, microseconds
 * @param p999Us 999 in a thousand are not longer, microseconds
 * @param maxUs the longest, microseconds
 */
public record Quantiles(long count, double p50Us, double p90Us, double p99Us, double p999Us, double maxUs) {

    private static final double NS_PER_US = 1_000;

    /** Sums up a histogram whose values are nanoseconds. */
    public static Quantiles of(Histogram ns) {
        return new Quantiles(
                ns.total(),
                ns.quantile(0.5) / NS_PER_US,
                ns.quantile(0.9) / NS_PER_US,
                ns.quantile(0.99) / NS_PER_US,
                ns.quantile(0.999) / NS_PER_US,
                ns.max() / NS_PER_US);
    }
}
