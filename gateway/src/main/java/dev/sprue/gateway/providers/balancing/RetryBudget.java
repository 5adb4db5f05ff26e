package dev.sprue.gateway.providers.balancing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps repetitions from adding to the load of a provider that suffers from it: each call earns a part of one, each
 * repetition costs a whole one (Finagle's {@code RetryBudget}). Thread-safe, without a lock.
 */
final class RetryBudget {

    private static final long WHOLE = 100;
    private static final long MOST = 10 * WHOLE;

    /** In hundredths of a repetition. */
    private final AtomicLong saved = new AtomicLong(MOST);

    /** A call is made, which earns {@code percent} hundredths of a repetition. */
    void earn(int percent) {
        // What is full stays as it is: no write that other threads would feel.
        if (saved.get() < MOST) {
            saved.updateAndGet(now -> Math.min(MOST, now + percent));
        }
    }

    /** Takes one repetition, if there is one. */
    boolean spend() {
        long now;
        do {
            now = saved.get();
            if (now < WHOLE) {
                return false;
            }
        } while (!saved.compareAndSet(now, now - WHOLE));
        return true;
    }
}
