package dev.sprue.gateway.http;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds in time for everything that one event loop has under way.
 *
 * <p>A request has several: on its body, on the upstream's silence, on the whole. A timer each would cost more than the
 * rest of the request. Here starting, hearing and stopping are a few writes to a linked list, and one tick every
 * {@value #TICK_MS} ms looks at all of them, only while there are any. Not even the clock is read for them but there, so a bound
 * fires up to two ticks late, and never early.
 */
public final class Deadlines {

    private static final System.Logger LOG = System.getLogger(Deadlines.class.getName());
    private static final long TICK_MS = 50;
    private static final long NANOS_PER_MS = 1_000_000;

    private final Vertx vertx;
    private static final Runnable NOTHING = () -> {};

    private final Watch list = new Watch(0, NOTHING, NOTHING);
    private boolean ticking;

    /** Watches on the event loop on which it is used; {@code vertx} gives the tick. */
    public Deadlines(Vertx vertx) {
        this.vertx = vertx;
        list.previous = list;
        list.next = list;
    }

    /**
     * Runs {@code onExpired} on this loop once {@code boundMs} milliseconds have passed since now, or since
     * {@link Watch#heard()} was last called.
     */
    public Watch start(long boundMs, Runnable onExpired) {
        return start(boundMs, onExpired, NOTHING);
    }

    /**
     * The same for something that must also know when the service stops before it has ended.
     *
     * @param onStopped runs once when the time that running requests have to finish is over; the watch goes on
     */
    public Watch start(long boundMs, Runnable onExpired, Runnable onStopped) {
        Watch watch = new Watch(boundMs, onExpired, onStopped);
        Watch last = linked(list.previous);
        watch.previous = last;
        watch.next = list;
        last.next = watch;
        list.previous = watch;
        if (!ticking) {
            ticking = true;
            vertx.setTimer(TICK_MS, this::tick);
        }
        return watch;
    }

    /** Tells all that is watched that the service stops. */
    void stop() {
        List<Watch> watched = new ArrayList<>();
        for (Watch watch = linked(list.next); watch != list; watch = linked(watch.next)) {
            watched.add(watch);
        }
        for (Watch watch : watched) {
            if (watch.next != null) {
                run(watch.onStopped);
            }
        }
    }

    private void tick(long timer) {
        long now = System.nanoTime();
        List<Watch> expired = new ArrayList<>(0);
        for (Watch watch = linked(list.next); watch != list; watch = linked(watch.next)) {
            if (watch.heard) {
                watch.heard = false;
                watch.sinceNanos = now;
            } else if (now - watch.sinceNanos >= watch.boundNanos) {
                expired.add(watch);
            }
        }
        for (Watch watch : expired) {
            // An action before it may have stopped it.
            if (watch.next != null) {
                watch.stop();
                run(watch.onExpired);
            }
        }
        ticking = list.next != list;
        if (ticking) {
            vertx.setTimer(TICK_MS, this::tick);
        }
    }

    /** A defect in one action must not end the watch over all other requests of the loop. */
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "what a deadline ran hit a defect", defect);
        }
    }

    private static Watch linked(@Nullable Watch watch) {
        if (watch == null) {
            throw new IllegalStateException("the list of deadlines is broken");
        }
        return watch;
    }

    /** One bound that is being watched. */
    public static final class Watch {

        private final long boundNanos;
        private final Runnable onExpired;
        private final Runnable onStopped;
        private long sinceNanos;

        /** Whether something has been heard since the last tick, which then takes its own time for that of hearing. */
        private boolean heard = true;

        private @Nullable Watch previous;
        private @Nullable Watch next;

        private Watch(long boundMs, Runnable onExpired, Runnable onStopped) {
            this.boundNanos = boundMs * NANOS_PER_MS;
            this.onExpired = onExpired;
            this.onStopped = onStopped;
        }

        /** Begins the time anew. */
        public void heard() {
            heard = true;
        }

        /** Ends the watch; has no effect on one that has ended. */
        public void stop() {
            if (previous != null && next != null) {
                previous.next = next;
                next.previous = previous;
                previous = null;
                next = null;
            }
        }
    }
}
