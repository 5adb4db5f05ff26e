package dev.sprue.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what all requests together hold in memory, so that many large ones at once are refused or go to disk and the
 * heap never runs out: request bodies, whole answers being gathered or waiting to be taken, events whose end has not come,
 * streams whose callers are slow.
 *
 * <p>Shared by all event loops. What is small is not counted: the usual request never touches it but to ask
 * {@link #isShort()}.
 */
public final class MemoryBudget {

    /** What one holder may have without being counted. */
    public static final long FREE_BYTES = 16 * 1024;

    /** Holders are counted in steps, so that a body that grows piece by piece is not counted at each. */
    private static final long STEP_BYTES = 64 * 1024;

    private static final long BYTES_PER_MB = 1024 * 1024;

    private final long limitBytes;
    private final long shortBytes;
    private final AtomicLong held = new AtomicLong();

    private MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
        // What runs needs room to finish.
        this.shortBytes = limitBytes / 4 * 3;
    }

    /** So many megabytes. */
    public static MemoryBudget ofMb(int megabytes) {
        return new MemoryBudget(megabytes * BYTES_PER_MB);
    }

    /** A quarter of the heap: what is held is copied on its way, and everything else needs room too. */
    public static MemoryBudget ofHeap() {
        return new MemoryBudget(Math.max(BYTES_PER_MB, Runtime.getRuntime().maxMemory() / 4));
    }

    /** Whether so much is held that no new request should begin. */
    public boolean isShort() {
        return held.get() > shortBytes;
    }

    /** Bytes that are held and counted. */
    public long heldBytes() {
        return held.get();
    }

    /** A holder that has nothing yet. */
    public Share share() {
        return new Share(this);
    }

    private boolean take(long bytes) {
        if (held.addAndGet(bytes) > limitBytes) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** What one holder has. Used on one event loop; closed when the holder ends, after which it takes nothing more. */
    public static final class Share implements AutoCloseable {

        private final MemoryBudget budget;
        private long bytes;
        private long counted;
        private boolean closed;

        private Share(MemoryBudget budget) {
            this.budget = budget;
        }

        /** Holds so many bytes in all; false, and everything as before, where there is no room for them. */
        public boolean set(long newBytes) {
            long wanted = countedFor(newBytes);
            if (closed) {
                return true;
            }
            if (wanted > counted) {
                if (!budget.take(wanted - counted)) {
                    return false;
                }
            } else if (wanted < counted) {
                budget.held.addAndGet(wanted - counted);
            }
            counted = wanted;
            bytes = newBytes;
            return true;
        }

        /** Bytes that it holds. */
        public long bytes() {
            return bytes;
        }

        /** Holds so many bytes more, likewise. */
        public boolean add(long more) {
            return set(bytes + more);
        }

        /** Holds so many bytes less. */
        public void remove(long less) {
            set(Math.max(0, bytes - less));
        }

        /** Counts bytes that are held already, whether there is room or not. */
        void force(long newBytes) {
            long wanted = countedFor(newBytes);
            budget.held.addAndGet(wanted - counted);
            counted = wanted;
            bytes = newBytes;
        }

        private static long countedFor(long bytes) {
            return bytes <= FREE_BYTES ? 0 : Math.ceilDiv(bytes, STEP_BYTES) * STEP_BYTES;
        }

        @Override
        public void close() {
            set(0);
            closed = true;
        }
    }
}
