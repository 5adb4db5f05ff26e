package dev.sprue.gateway.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How many calls run on what several snapshots may share, so that it is released when the last one has ended and not before.
 *
 * <p>Counting is all that a call pays. Whoever begins must look afterwards whether what it took is still in use, and otherwise end
 * and take the new one: then no call can begin on what is being released.
 */
public final class RunningCalls {

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> release = new AtomicReference<>();

    /** A call begins. */
    public void begin() {
        running.incrementAndGet();
    }

    /** A call has ended, however it did. */
    public void end() {
        if (running.decrementAndGet() == 0) {
            releaseAtRest();
        }
    }

    /** How many run. */
    public int running() {
        return running.get();
    }

    /**
     * Nobody takes it any more.
     *
     * @param released done once, on a thread of its own, when the last call has ended; at once where none runs
     */
    public void retire(Runnable released) {
        release.set(released);
        releaseAtRest();
    }

    /**
     * Counts only after it has seen that this is retired: calls may have begun since the last one ended, but none begins after it was
     * retired. Releases never on the event loop on which the last call ended.
     */
    private void releaseAtRest() {
        if (release.get() == null || running.get() != 0) {
            return;
        }
        Runnable released = release.getAndSet(null);
        if (released != null) {
            Thread.ofVirtual().name("release").start(released);
        }
    }
}
