package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.Usage;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One call that may be made at several providers, one after another or, hedged, beside each other, until the first byte of
 * an answer has come; from then on that provider's answer is the call's, whatever becomes of it. Lives on one event loop.
 *
 * <p>Another provider is asked at once; the same one again only after a pause (full jitter: "Exponential Backoff And Jitter",
 * AWS Architecture Blog) or when it has said that it may be, and only as far as its budget for repetitions reaches.
 */
final class BalancedFlight implements Flight {

    private static final System.Logger LOG = System.getLogger(BalancedFlight.class.getName());
    private static final long LEAST_RETRY_MS = 1_000;

    /** Makes a call at a provider. */
    interface Calls {

        /** Calls {@code member}, whose answer goes to {@code sink}, perhaps before this returns. */
        Flight call(Member member, AnswerSink sink);
    }

    private final Pool pool;
    private final Calls calls;
    private final boolean stream;
    private final OptionalLong key;
    private final AnswerSink sink;
    private final Timing timing;
    private final AttemptListener listener;

    private final Attempts attempts = new Attempts();
    private @Nullable Attempt winner;
    private Timing.@Nullable Alarm alarm;
    private @Nullable Failure failure;
    private Usage spent = Usage.NONE;
    private boolean paused;
    private boolean over;

    /**
     * @param stream whether a stream is wanted
     * @param key what keeps it together with other calls
     * @param sink takes the answer
     */
    BalancedFlight(
            Pool pool,
            Calls calls,
            boolean stream,
            OptionalLong key,
            AnswerSink sink,
            Timing timing,
            AttemptListener listener) {
        this.pool = pool;
        this.calls = calls;
        this.stream = stream;
        this.key = key;
        this.sink = sink;
        this.timing = timing;
        this.listener = listener;
    }

    /** Makes the call. */
    Flight start() {
        Pool.Choice choice = choose(List.of());
        if (choice == null) {
            fail(nobody());
        } else {
            launch(choice, true);
        }
        return this;
    }

    private Pool.@Nullable Choice choose(List<Member> excluded) {
        return pool.choose(excluded, stream, key, timing.nanos(), timing.random());
    }

    private void launch(Pool.Choice choice, boolean first) {
        Member member = choice.member();
        Attempt attempt = new Attempt(this, choice, stream, timing, listener);
        attempts.add(attempt);
        member.health().begins(first);
        sink.asked(member.model().provider());
        member.health().settings().hedging().ifPresent(hedging -> alarm(hedging.afterMs(), this::hedge));
        try {
            Flight flight = calls.call(member, attempt);
            attempt.took(flight);
            if (paused && attempt.isLive()) {
                flight.pause();
            }
        } catch (FailureException impossible) {
            attempt.failed(impossible.failure());
        } catch (RuntimeException defect) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a call to provider " + member.model().provider() + " hit a defect",
                    defect);
            attempt.failed(Failure.of(ErrorCode.INTERNAL));
        }
    }

    private void alarm(long ms, Runnable action) {
        stopAlarm();
        alarm = timing.after(ms, () -> {
            alarm = null;
            action.run();
        });
    }

    private void stopAlarm() {
        if (alarm != null) {
            alarm.stop();
            alarm = null;
        }
    }

    /** Asks another provider while the one that was asked has not begun to answer. */
    private void hedge() {
        Pool.Choice choice = over || winner != null ? null : choose(attempts.tried());
        if (choice == null) {
            return;
        }
        // Out of the budget of the one that gets a call more than its own.
        if (choice.member().health().mayRepeat()) {
            launch(choice, false);
        } else if (choice.trial() != null) {
            choice.member().health().undecided(choice.trial(), timing.nanos());
        }
    }

    /** Whether the caller's side hears this attempt: it is the one that answers, or the first that begins to. */
    boolean answers(Attempt attempt) {
        if (over) {
            return false;
        }
        if (winner == null) {
            winner = attempt;
            stopAlarm();
            attempts.forEach(other -> {
                if (other != attempt) {
                    other.giveUp();
                }
            });
            sink.attempts(attempts.trace());
        }
        return winner == attempt;
    }

    /** Where the answer goes. */
    AnswerSink sink() {
        return sink;
    }

    /** An attempt that is not over has used so much. */
    void used(Usage soFar) {
        sink.used(spent.plus(soFar));
    }

    /** The answer is complete. */
    void ended() {
        over = true;
    }

    /** An attempt has failed. */
    void failed(Attempt attempt, Failure why, Blame blame) {
        if (over) {
            return;
        }
        if (attempt == winner) {
            over = true;
            sink.failed(why);
            return;
        }
        spent = spent.plus(attempt.used());
        // That one provider cannot say it matters less than that another one, which can, is down.
        if (failure == null || blame != Blame.DIALECT) {
            failure = why;
        }
        if (!blame.passesOn()) {
            fail(why);
        } else if (!attempts.anyLive()) {
            stopAlarm();
            goOn(failure);
        } else {
            // The other one of two is still slow.
            hedge();
        }
    }

    private void goOn(Failure last) {
        Pool.Choice other = choose(attempts.tried());
        if (other != null) {
            launch(other, false);
            return;
        }
        Attempts.Repetition again = attempts.soonest(timing.random());
        if (again == null || !again.attempt().member().health().mayRepeat()) {
            fail(last);
        } else {
            alarm(again.waitMs(), () -> repeat(last));
        }
    }

    private void repeat(Failure last) {
        if (over) {
            return;
        }
        Pool.Choice choice = choose(attempts.exhausted());
        if (choice == null) {
            fail(last);
        } else {
            launch(choice, false);
        }
    }

    private void fail(Failure reason) {
        over = true;
        stopAlarm();
        attempts.forEach(Attempt::giveUp);
        if (!attempts.isEmpty()) {
            sink.attempts(attempts.trace());
        }
        sink.failed(reason);
    }

    private Failure nobody() {
        long now = timing.nanos();
        long waitMs = pool.members().stream()
                .mapToLong(member -> member.health().waitMs(now))
                .min()
                .orElse(0);
        long retryMs = Math.max(LEAST_RETRY_MS, waitMs);
        return Failure.of(ErrorCode.NO_PROVIDER_AVAILABLE, Math.ceilDiv(retryMs, 1_000L))
                .withRetryAfterMs(retryMs);
    }

    @Override
    public void pause() {
        paused = true;
        attempts.forEach(Attempt::pause);
    }

    @Override
    public void resume() {
        paused = false;
        attempts.forEach(Attempt::resume);
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        stopAlarm();
        attempts.forEach(Attempt::giveUp);
        if (winner == null) {
            sink.attempts(attempts.trace());
        }
    }
}
