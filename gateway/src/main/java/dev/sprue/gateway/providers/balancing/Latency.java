package dev.sprue.gateway.providers.balancing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a provider takes to begin its answers: a mean in which each older one counts a fifth less than the next, and half
 * as much after {@value #HALF_LIFE_MS} ms.
 *
 * <p>A mean that nothing has confirmed for a while says little, so it becomes less itself: a provider that was slow is tried
 * again after a time. Mean and moment are one 64-bit word, which any thread changes without
 * a lock.
 */
final class Latency {

    private static final int HALF_LIFE_MS = 10_000;
    private static final float NEWEST = 0.2f;

    /** What is faster is as good as this: nobody who waits for a model notices, and connections that are new take longer. */
    private static final float LEAST_MS = 20;

    private static final int MAX_HALVINGS = 20;

    /** The mean in milliseconds as a float, above the millisecond in which it last changed; 0: nothing is known. */
    private final AtomicLong word = new AtomicLong();

    /** Takes note of an answer that began after that time. */
    void took(long nanos, long nowNanos) {
        long old;
        long next;
        do {
            old = word.get();
            float ms = Math.max(LEAST_MS, nanos / 1_000_000f);
            float older = old == 0 ? 0 : (1 - NEWEST) * (float) freshness(old, nowNanos);
            next = word(ms + older * (mean(old) - ms), nowNanos);
        } while (!word.compareAndSet(old, next));
    }

    /** Takes note of a call that was given up after that time without the beginning of an answer. */
    void tookMoreThan(long nanos, long nowNanos) {
        if (nanos / 1_000_000f > mean(word.get())) {
            took(nanos, nowNanos);
        }
    }

    /** Whether nothing is known. */
    boolean isUnknown() {
        return word.get() == 0;
    }

    /**
     * The mean in milliseconds, at least {@value #LEAST_MS}.
     *
     * @param stale whether it loses weight with time, as it does not while an answer is being waited for
     */
    double ms(long nowNanos, boolean stale) {
        long now = word.get();
        double ms = mean(now);
        return Math.max(LEAST_MS, stale ? ms * freshness(now, nowNanos) : ms);
    }

    /** How much a mean still counts: 1 when it has just changed, then less and less. */
    private static double freshness(long word, long nowNanos) {
        int age = millis(nowNanos) - (int) word;
        return Math.pow(0.5, Math.clamp((double) age / HALF_LIFE_MS, 0, MAX_HALVINGS));
    }

    private static float mean(long word) {
        return Float.intBitsToFloat((int) (word >>> Integer.SIZE));
    }

    private static long word(float ms, long nowNanos) {
        return (long) Float.floatToRawIntBits(ms) << Integer.SIZE | millis(nowNanos) & 0xFFFF_FFFFL;
    }

    private static int millis(long nanos) {
        return (int) TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
