package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.config.BreakerConfig;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider is taken for broken (Nygard, "Release It!", circuit breaker): closed while it works; open, so that no
 * call goes there, once too many have failed; and on trial when it has been open long enough, with one call that decides.
 *
 * <p>Thread-safe without a lock: a state is an object that never changes, and threads compete in replacing it. A call that
 * began in an earlier state cannot change a later one, but for adding to the counts of a closed breaker.
 */
final class Breaker {

    /** One of three. */
    sealed interface State {}

    /** Calls go through. */
    private static final class Closed implements State {

        private final AtomicInteger inARow = new AtomicInteger();
        private final FailureWindow window = new FailureWindow();
    }

    /**
     * No call goes through.
     *
     * @param untilNanos from when on one may
     * @param times how often it has opened in a row
     */
    private record Open(long untilNanos, int times) implements State {}

    /** One call is finding out. A class, since each is one of its own. */
    static final class Trial implements State {

        private final int times;

        private Trial(int times) {
            this.times = times;
        }
    }

    private final AtomicReference<State> state = new AtomicReference<>(new Closed());

    /** Whether calls go through. */
    boolean isClosed() {
        return state.get() instanceof Closed;
    }

    /** Whether a call is finding out. */
    boolean isOnTrial() {
        return state.get() instanceof Trial;
    }

    /** Whether it is open, and one call may try. */
    boolean isDue(long nowNanos) {
        return state.get() instanceof Open open && nowNanos - open.untilNanos >= 0;
    }

    /** Begins a trial, if one is due and nobody else was faster. */
    @Nullable
    Trial begin(long nowNanos) {
        if (state.get() instanceof Open open && nowNanos - open.untilNanos >= 0) {
            Trial trial = new Trial(open.times);
            return state.compareAndSet(open, trial) ? trial : null;
        }
        return null;
    }

    /**
     * A call went well.
     *
     * @param trial where it was one
     * @return whether that closed the breaker
     */
    boolean succeeded(@Nullable Trial trial, long nowNanos, BreakerConfig rules) {
        if (trial != null) {
            return state.compareAndSet(trial, new Closed());
        }
        if (state.get() instanceof Closed closed) {
            if (closed.inARow.get() != 0) {
                closed.inARow.set(0);
            }
            closed.window.add(false, nowNanos, rules.windowMs());
        }
        return false;
    }

    /**
     * A call failed, by the provider's fault.
     *
     * @param trial where it was one
     * @return whether that opened the breaker
     */
    boolean failed(@Nullable Trial trial, long nowNanos, BreakerConfig rules) {
        if (trial != null) {
            return state.compareAndSet(trial, open(trial.times + 1, nowNanos, rules));
        }
        if (state.get() instanceof Closed closed) {
            int inARow = closed.inARow.incrementAndGet();
            boolean share = closed.window.add(true, nowNanos, rules.windowMs())
                    && closed.window.isOver(rules.minimumCalls(), rules.failurePercent());
            if (rules.enabled() && (inARow >= rules.consecutiveFailures() || share)) {
                return state.compareAndSet(closed, open(1, nowNanos, rules));
            }
        }
        return false;
    }

    /** A trial ended without telling anything: the next call may try at once. */
    void undecided(Trial trial, long nowNanos) {
        state.compareAndSet(trial, new Open(nowNanos, trial.times));
    }

    /** The provider cannot be reached, as somebody who looked has found; what was on trial goes on, and decides. */
    boolean unreachable(long nowNanos, BreakerConfig rules) {
        return state.get() instanceof Closed closed && state.compareAndSet(closed, open(1, nowNanos, rules));
    }

    /** The provider can be reached again: if it is open, the next call may try at once. */
    void reachable(long nowNanos) {
        if (state.get() instanceof Open open) {
            state.compareAndSet(open, new Open(nowNanos, open.times));
        }
    }

    /** Milliseconds until a call may try; 0 where one may now or the breaker is closed. */
    long waitMs(long nowNanos) {
        return state.get() instanceof Open open
                ? Math.max(0, TimeUnit.NANOSECONDS.toMillis(open.untilNanos - nowNanos))
                : 0;
    }

    private static Open open(int times, long nowNanos, BreakerConfig rules) {
        long ms = Math.min(rules.maxOpenMs(), (long) rules.openMs() << Math.min(times - 1, Short.SIZE));
        return new Open(nowNanos + TimeUnit.MILLISECONDS.toNanos(ms), times);
    }
}
