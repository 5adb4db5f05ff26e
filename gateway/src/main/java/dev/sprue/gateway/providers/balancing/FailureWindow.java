package dev.sprue.gateway.providers.balancing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many calls there were, and how many of them failed, in the window of time that is running. Windows follow each other
 * and begin at nothing. One 64-bit word: the window's number, the calls, the failures; so threads need no lock.
 */
final class FailureWindow {

    private static final int COUNT_BITS = 20;
    private static final long MAX_COUNT = (1L << COUNT_BITS) - 1;
    private static final long ONE_CALL = 1L << COUNT_BITS;

    private final AtomicLong word = new AtomicLong();

    /** Counts a call; returns {@code failed}. */
    boolean add(boolean failed, long nowNanos, int windowMs) {
        long window = TimeUnit.NANOSECONDS.toMillis(nowNanos) / windowMs & (1L << (Long.SIZE - 2 * COUNT_BITS)) - 1;
        long old;
        long next;
        do {
            old = word.get();
            long counts = old >>> 2 * COUNT_BITS == window ? old & (ONE_CALL << COUNT_BITS) - 1 : 0;
            if (calls(counts) == MAX_COUNT) {
                return failed;
            }
            next = window << 2 * COUNT_BITS | counts + ONE_CALL + (failed ? 1 : 0);
        } while (!word.compareAndSet(old, next));
        return failed;
    }

    /** Whether there were at least so many calls, of which at least so many in a hundred failed. */
    boolean isOver(int calls, int percent) {
        long now = word.get();
        return calls(now) >= calls && (now & MAX_COUNT) * 100 >= calls(now) * percent;
    }

    private static long calls(long word) {
        return word >>> COUNT_BITS & MAX_COUNT;
    }
}
