package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.http.Loop;
import java.util.random.RandomGenerator;

/** Time and chance as a call meets them, so that a simulation can bring its own. */
interface Timing {

    /** Now, as {@link System#nanoTime()}. */
    long nanos();

    /** Runs {@code action} on the call's event loop after so many milliseconds. */
    Alarm after(long ms, Runnable action);

    /** Chance. */
    RandomGenerator random();

    /** Something that is to happen. */
    interface Alarm {

        /** It is not to happen any more. */
        void stop();
    }

    /** The time of an event loop. */
    static Timing of(Loop loop) {
        return new LoopTiming(loop);
    }
}
