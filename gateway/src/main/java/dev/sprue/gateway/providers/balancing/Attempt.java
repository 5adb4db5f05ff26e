package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One call at one provider, which may be one of several: takes its answer, and tells the provider's {@link Health} what
 * came of it, exactly once. An answer that has only been opened has not begun: nothing of it has reached the caller.
 */
final class Attempt implements AnswerSink {

    /** Longer than anybody waits. */
    static final long NEVER = Long.MAX_VALUE;

    private static final String OK = "ok";
    private static final String CANCELLED = "cancelled";

    private final BalancedFlight call;
    private final Member member;
    private final Breaker.@Nullable Trial trial;
    private final boolean stream;
    private final Timing timing;
    private final AttemptListener listener;
    private final long startedNanos;

    private Flight flight = Flight.ENDED;
    private Usage used = Usage.NONE;
    private OptionalLong retryAfterMs = OptionalLong.empty();
    private String outcome = OK;
    private long ms = -1;
    private boolean begun;
    private boolean ended;
    private boolean passes;

    Attempt(BalancedFlight call, Pool.Choice choice, boolean stream, Timing timing, AttemptListener listener) {
        this.call = call;
        this.member = choice.member();
        this.trial = choice.trial();
        this.stream = stream;
        this.timing = timing;
        this.listener = listener;
        this.startedNanos = timing.nanos();
    }

    /** Takes the call that is under way. */
    void took(Flight started) {
        if (!ended) {
            flight = started;
        }
    }

    Member member() {
        return member;
    }

    /** Whether it may still answer. */
    boolean isLive() {
        return !ended;
    }

    /** What it had used when it ended. */
    Usage used() {
        return used;
    }

    /** Whether it failed in a way that may pass. */
    boolean passes() {
        return passes;
    }

    /**
     * How long to wait before it is made again, in milliseconds: as long as was asked for, or by chance; {@link #NEVER}
     * where that would be too long.
     */
    long waitMs(int repetitions, RandomGenerator random) {
        long baseMs = member.health().settings().retries().baseMs();
        int maxWaitMs = member.health().settings().retries().maxWaitMs();
        if (retryAfterMs.isPresent()) {
            long asked = retryAfterMs.getAsLong();
            return asked <= maxWaitMs ? asked + random.nextLong(baseMs) : NEVER;
        }
        return random.nextLong(1, Math.min(maxWaitMs, baseMs << repetitions) + 1);
    }

    /** What {@code x-sprue-attempts} says of it. */
    String trace() {
        StringBuilder trace = new StringBuilder(member.model().provider());
        if (ended && !outcome.equals(OK)) {
            trace.append(";error=").append(outcome);
        }
        return trace.append(";ms=").append(ms < 0 ? elapsedMs() : ms).toString();
    }

    private long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(timing.nanos() - startedNanos);
    }

    /** Notes the first byte; false where nobody wants the answer. */
    private boolean begins() {
        if (ended) {
            return false;
        }
        if (!begun) {
            begun = true;
            long now = timing.nanos();
            ms = TimeUnit.NANOSECONDS.toMillis(now - startedNanos);
            member.health().answers(stream, trial, now - startedNanos, now);
            return call.answers(this);
        }
        return true;
    }

    /** False if it had ended before. */
    private boolean ends(String how) {
        if (ended) {
            return false;
        }
        ended = true;
        outcome = how;
        ms = ms < 0 ? elapsedMs() : ms;
        listener.attempted(member.model().provider(), member.model().modelId(), how, ms);
        return true;
    }

    /** Nobody wants its answer any more. */
    void giveUp() {
        if (ends(CANCELLED)) {
            flight.cancel();
            long now = timing.nanos();
            if (begun) {
                member.health().untouched(null, now);
            } else {
                member.health().gaveUp(stream, trial, now - startedNanos, now);
            }
        }
    }

    @Override
    public void used(Usage soFar) {
        if (!ended) {
            used = soFar;
            call.used(soFar);
        }
    }

    @Override
    public void whole(WholeAnswer answer) {
        if (begins() && ends(OK)) {
            member.health().succeeded(null, timing.nanos());
            call.ended();
            call.sink().whole(answer);
        }
    }

    @Override
    public void opened() {
        // Told with the first event: until then another provider may still answer instead.
    }

    @Override
    public void event(StreamEvent event) {
        boolean first = !begun;
        if (begins()) {
            if (first) {
                call.sink().opened();
            }
            call.sink().event(event);
        }
    }

    @Override
    public void flush() {
        if (begun && !ended) {
            call.sink().flush();
        }
    }

    @Override
    public void completed() {
        boolean first = !begun;
        if (begins() && ends(OK)) {
            member.health().succeeded(null, timing.nanos());
            call.ended();
            if (first) {
                call.sink().opened();
            }
            call.sink().completed();
        }
    }

    @Override
    public void failed(Failure failure) {
        Blame blame = Blame.of(failure);
        if (!ends(failure.code().name().toLowerCase(Locale.ROOT))) {
            return;
        }
        Breaker.Trial undecided = begun ? null : trial;
        long now = timing.nanos();
        switch (blame) {
            case PROVIDER -> member.health().failed(undecided, failure.ownWords(), now);
            case RATE ->
                member.health().limited(undecided, failure.retryAfterMs().orElse(0), now);
            case CALLER -> member.health().succeeded(undecided, now);
            case DIALECT, NOBODY -> member.health().untouched(undecided, now);
        }
        retryAfterMs = blame.passes() ? failure.retryAfterMs() : OptionalLong.empty();
        passes = blame.passes();
        call.failed(this, failure, blame);
    }

    /** Asks for no more events. */
    void pause() {
        flight.pause();
    }

    /** Asks for events again. */
    void resume() {
        flight.resume();
    }
}
