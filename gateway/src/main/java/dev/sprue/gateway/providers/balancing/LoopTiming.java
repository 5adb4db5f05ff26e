package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.http.Loop;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The time of an event loop: alarms are as exact as its deadlines, which come up to two ticks late. */
record LoopTiming(Loop loop) implements Timing {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Alarm after(long ms, Runnable action) {
        return loop.deadlines().start(ms, action)::stop;
    }

    @Override
    public RandomGenerator random() {
        return ThreadLocalRandom.current();
    }
}
