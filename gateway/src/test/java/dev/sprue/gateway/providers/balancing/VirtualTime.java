package dev.sprue.gateway.providers.balancing;

import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Time that passes only from one thing that is to happen to the next, and chance that a seed decides. */
final class VirtualTime implements Timing {

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Random random;
    private long nowNanos = TimeUnit.HOURS.toNanos(1);
    private long order;

    private static final class Event implements Alarm, Comparable<Event> {

        private final long atNanos;
        private final long order;
        private final Runnable action;
        private boolean stopped;

        private Event(long atNanos, long order, Runnable action) {
            this.atNanos = atNanos;
            this.order = order;
            this.action = action;
        }

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    VirtualTime(long seed) {
        random = new Random(seed);
    }

    @Override
    public long nanos() {
        return nowNanos;
    }

    /** Milliseconds since some moment. */
    long ms() {
        return TimeUnit.NANOSECONDS.toMillis(nowNanos);
    }

    @Override
    public Alarm after(long ms, Runnable action) {
        Event event = new Event(nowNanos + TimeUnit.MILLISECONDS.toNanos(ms), order++, action);
        events.add(event);
        return event;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /** Lets so many milliseconds pass. */
    void pass(long ms) {
        long end = nowNanos + TimeUnit.MILLISECONDS.toNanos(ms);
        while (!events.isEmpty() && events.peek().atNanos <= end) {
            next();
        }
        nowNanos = end;
    }

    /** Lets everything happen that is still to happen. */
    void finish() {
        while (!events.isEmpty()) {
            next();
        }
    }

    private void next() {
        Event event = events.remove();
        nowNanos = event.atNanos;
        if (!event.stopped) {
            event.action.run();
        }
    }
}
