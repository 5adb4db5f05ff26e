package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.config.BreakerConfig;
import dev.sprue.gateway.config.ResilienceConfig;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one model at one provider: whether it works, how fast it is, how many calls are under way. One for all
 * deployments and all event loops, and it outlives the configuration. Thread-safe without a lock; all times are
 * nanoseconds of one clock that the caller brings along.
 */
final class Health {

    private static final double FIRST_SHARE = 0.1;
    private static final long MAX_REST_MS = 60_000;

    private final String provider;
    private final String modelId;
    private final AttemptListener listener;
    private final Breaker breaker = new Breaker();
    private final RetryBudget budget = new RetryBudget();
    private final Latency streams = new Latency();
    private final Latency wholes = new Latency();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong restsUntil;
    private volatile ResilienceConfig settings;
    private volatile BreakerConfig rules;
    private volatile long startedNanos;
    private volatile boolean reachable = true;

    Health(String provider, String modelId, ResilienceConfig settings, AttemptListener listener, long nowNanos) {
        this.provider = provider;
        this.modelId = modelId;
        this.listener = listener;
        this.settings = settings;
        this.rules = settings.breaker().orElse(BreakerConfig.USUAL);
        this.startedNanos = nowNanos;
        this.restsUntil = new AtomicLong(nowNanos);
    }

    /**
     * A configuration names it.
     *
     * @param alone whether it is the only one wherever it is named, so that leaving it alone would help nobody
     */
    void configured(ResilienceConfig now, boolean alone) {
        settings = now;
        rules = now.breaker().orElse(alone ? BreakerConfig.OFF : BreakerConfig.USUAL);
    }

    /** What the configuration says. */
    ResilienceConfig settings() {
        return settings;
    }

    /** Calls under way. */
    int inFlight() {
        return inFlight.get();
    }

    /** Whether calls may go there, and it has not asked to be left in peace. */
    boolean isReady(long nowNanos) {
        return isOpenToCalls() && nowNanos - restsUntil.get() >= 0;
    }

    /** Whether calls may go there, perhaps in spite of what it asked for. */
    boolean isOpenToCalls() {
        return reachable && breaker.isClosed();
    }

    /** Whether a call is finding out if it works again. */
    boolean isOnTrial() {
        return reachable && breaker.isOnTrial();
    }

    /** When it can be asked again, or could since. */
    long restsUntil() {
        return restsUntil.get();
    }

    /** Milliseconds until it may be tried again. */
    long waitMs(long nowNanos) {
        return breaker.waitMs(nowNanos);
    }

    /** Begins the one call that finds out whether it works again, where it is time for that. */
    Breaker.@Nullable Trial trial(long nowNanos) {
        return reachable ? breaker.begin(nowNanos) : null;
    }

    /** Whether {@link #trial} would begin one. */
    boolean isDue(long nowNanos) {
        return reachable && breaker.isDue(nowNanos);
    }

    /** Its share of the weight that it was given, which grows to the whole after a start: above 0, at most 1. */
    double share(long nowNanos) {
        int slowStartMs = settings.slowStartMs();
        long sinceMs = TimeUnit.NANOSECONDS.toMillis(nowNanos - startedNanos);
        return sinceMs >= slowStartMs ? 1 : Math.max(FIRST_SHARE, (double) sinceMs / slowStartMs);
    }

    /** Whether it is not known how long it takes. */
    boolean isUnknown(boolean stream) {
        return latency(stream).isUnknown();
    }

    /** How long its answers take to begin, in milliseconds. */
    double latencyMs(boolean stream, long nowNanos) {
        return latency(stream).ms(nowNanos, inFlight.get() == 0);
    }

    private Latency latency(boolean stream) {
        return stream ? streams : wholes;
    }

    /** A call begins; {@code first} where it is not the repetition of one. */
    void begins(boolean first) {
        inFlight.incrementAndGet();
        if (first) {
            budget.earn(settings.retries().budgetPercent());
        }
    }

    /** Takes the permission to make a call again, or a second time, if there is one. */
    boolean mayRepeat() {
        return budget.spend();
    }

    /** An answer has begun. */
    void answers(boolean stream, Breaker.@Nullable Trial trial, long tookNanos, long nowNanos) {
        latency(stream).took(tookNanos, nowNanos);
        if (trial != null) {
            went(trial, nowNanos);
        }
    }

    /** A call has ended well, or with a failure that is not the provider's. */
    void succeeded(Breaker.@Nullable Trial trial, long nowNanos) {
        inFlight.decrementAndGet();
        went(trial, nowNanos);
    }

    private void went(Breaker.@Nullable Trial trial, long nowNanos) {
        if (breaker.succeeded(trial, nowNanos, rules)) {
            startedNanos = nowNanos;
            listener.breaker(provider, modelId, false, "a call went well");
        }
    }

    /** A call has failed, and the provider is why. */
    void failed(Breaker.@Nullable Trial trial, String why, long nowNanos) {
        inFlight.decrementAndGet();
        if (breaker.failed(trial, nowNanos, rules)) {
            listener.breaker(provider, modelId, true, why);
        }
    }

    /** A call has ended without telling anything about the provider, but for how long it had taken by then. */
    void gaveUp(boolean stream, Breaker.@Nullable Trial trial, long waitedNanos, long nowNanos) {
        inFlight.decrementAndGet();
        latency(stream).tookMoreThan(waitedNanos, nowNanos);
        undecided(trial, nowNanos);
    }

    /** The provider limits the rate, and asks to be left in peace for a time. */
    void limited(Breaker.@Nullable Trial trial, long restMs, long nowNanos) {
        long until = nowNanos + TimeUnit.MILLISECONDS.toNanos(Math.min(restMs, MAX_REST_MS));
        restsUntil.updateAndGet(old -> old - until > 0 ? old : until);
        // It answers, so it works.
        succeeded(trial, nowNanos);
    }

    /** A call has ended before it reached the provider. */
    void untouched(Breaker.@Nullable Trial trial, long nowNanos) {
        inFlight.decrementAndGet();
        undecided(trial, nowNanos);
    }

    /** A trial ended without telling anything. */
    void undecided(Breaker.@Nullable Trial trial, long nowNanos) {
        if (trial != null) {
            breaker.undecided(trial, nowNanos);
        }
    }

    /** Somebody has looked, and could or could not reach the provider. */
    void probed(boolean well, long nowNanos) {
        boolean changed = reachable != well;
        reachable = well;
        if (well) {
            breaker.reachable(nowNanos);
        } else {
            breaker.unreachable(nowNanos, rules);
        }
        if (changed) {
            listener.reachable(provider, well);
        }
    }
}
