package dev.sprue.bench.stats;

/**
 * Counts times with an error below one percent, in constant space and without garbage.
 *
 * <p>Buckets are linear below 128 and then 128 to each power of two, as in HdrHistogram.
 */
public final class Histogram {

    private static final int SUB_BITS = 7;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUB_BUCKETS];
    private long total;
    private long max;

    /** Counts one value; negative ones count as 0 (clocks of two processors may differ by a few nanoseconds). */
    public void add(long value) {
        long counted = Math.max(0, value);
        counts[bucket(counted)]++;
        total++;
        max = Math.max(max, counted);
    }

    /** How many values were counted. */
    public long total() {
        return total;
    }

    /** The largest value, exactly; 0 if there is none. */
    public long max() {
        return max;
    }

    /**
     * The value that the given share of all values does not exceed, rounded up to its bucket's end but never above
     * {@link #max}; 0 if there is none.
     *
     * @param share between 0 and 1
     */
    public long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(max, end(i));
            }
        }
        return max;
    }

    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - SUB_BITS - 1 - Long.numberOfLeadingZeros(value));
        return (shift << SUB_BITS) + (int) (value >>> shift);
    }

    private static long end(int bucket) {
        if (bucket < 2 * SUB_BUCKETS) {
            return bucket;
        }
        int shift = (bucket >> SUB_BITS) - 1;
        long first = (long) ((bucket & (SUB_BUCKETS - 1)) + SUB_BUCKETS);
        return ((first + 1) << shift) - 1;
    }
}
