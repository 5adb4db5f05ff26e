package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A provider in virtual time, which works or fails as a test says. */
final class SimulatedServer implements Provider {

    static final WholeAnswer ANSWER = answer();
    static final StreamEvent EVENT = new StreamEvent(new byte[2], 0, 2, true, false, false, Optional.empty(), -1, -1);

    private static final int TIMEOUT_MS = 5_000;

    private final String name;
    private final VirtualTime time;
    private Mood mood = Mood.WELL;
    private int usualMs = 100;
    private int calls;
    private int underWay;
    private int mostUnderWay;

    /** What it does with a call. */
    enum Mood {
        WELL,
        REFUSES,
        HANGS,
        FAILS,
        LIMITS,
        IS_FULL,
        BLAMES_THE_CALLER,
        LACKS_THE_WORDS,
        BREAKS_IN_THE_MIDDLE,
        BREAKS_BEFORE_THE_FIRST_EVENT,
        ANSWERS_AT_ONCE,
        FAILS_AT_ONCE
    }

    SimulatedServer(String name, VirtualTime time) {
        this.name = name;
        this.time = time;
    }

    private static WholeAnswer answer() {
        try {
            byte[] bytes = "{}".getBytes(StandardCharsets.US_ASCII);
            return new WholeAnswer(bytes, 0, 2, JsonFields.scanAnswer(bytes, 0, 2, 9), Usage.NONE);
        } catch (JsonSyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** From now on it does that with calls. */
    SimulatedServer is(Mood next) {
        mood = next;
        return this;
    }

    /** From now on its answers begin after about so many milliseconds. */
    SimulatedServer takes(int ms) {
        usualMs = ms;
        return this;
    }

    Member member(ResilienceConfig settings, int weight, int priority) {
        Health health = new Health(name, "model", settings, new AttemptListener() {}, time.nanos());
        return Member.of(new ProviderModel(name, "model", ProviderTraits.PLAIN, weight, priority), this, health);
    }

    /** Calls that reached it. */
    int calls() {
        return calls;
    }

    void forget() {
        calls = 0;
        mostUnderWay = 0;
    }

    /** Most calls that it had at once. */
    int mostUnderWay() {
        return mostUnderWay;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Flight infer(ProviderCall call, AnswerSink sink) {
        throw new UnsupportedOperationException("the simulation calls it itself");
    }

    Flight call(boolean stream, AnswerSink sink) {
        calls++;
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        Simulated flight = new Simulated(sink, stream);
        flight.start();
        return flight;
    }

    private final class Simulated implements Flight {

        private final AnswerSink sink;
        private final boolean stream;
        private boolean over;

        private Simulated(AnswerSink sink, boolean stream) {
            this.sink = sink;
            this.stream = stream;
        }

        private void start() {
            int ms = 1 + usualMs / 2 + time.random().nextInt(usualMs);
            switch (mood) {
                case WELL -> time.after(ms, this::answer);
                case ANSWERS_AT_ONCE -> answer();
                case REFUSES -> time.after(1, () -> fail(Failure.ofProvider(name, "it cannot be reached")));
                case FAILS -> time.after(ms, () -> fail(Failure.ofProvider(name, "it answered with status 500")));
                case FAILS_AT_ONCE -> fail(Failure.ofProvider(name, "it was broken before"));
                case HANGS ->
                    time.after(TIMEOUT_MS, () -> fail(Failure.of(ErrorCode.UPSTREAM_TIMEOUT, name, "silence")));
                case LIMITS -> time.after(1, () -> fail(failure(ErrorCode.UPSTREAM_RATE_LIMITED)));
                case IS_FULL -> time.after(1, () -> fail(failure(ErrorCode.UPSTREAM_OVERLOADED)));
                case BLAMES_THE_CALLER ->
                    time.after(
                            1,
                            () -> fail(Failure.of(ErrorCode.UPSTREAM_REFUSED, "no")
                                    .withUpstream(UpstreamFault.silent(name))));
                case LACKS_THE_WORDS -> fail(Failure.of(ErrorCode.PARAMETER_NOT_SUPPORTED));
                case BREAKS_IN_THE_MIDDLE -> time.after(ms, this::breakOff);
                case BREAKS_BEFORE_THE_FIRST_EVENT ->
                    time.after(ms, () -> {
                        tell(sink::opened);
                        fail(Failure.ofProvider(name, "it broke off"));
                    });
            }
        }

        private Failure failure(ErrorCode code) {
            return Failure.of(code, name, 2).withRetryAfterMs(2_000);
        }

        private void answer() {
            if (stream) {
                tell(sink::opened);
                tell(() -> sink.event(EVENT));
                time.after(usualMs, () -> end(sink::completed));
            } else {
                end(() -> sink.whole(ANSWER));
            }
        }

        private void breakOff() {
            if (stream) {
                tell(sink::opened);
                tell(() -> sink.event(EVENT));
            }
            time.after(usualMs, () -> fail(Failure.ofProvider(name, "it broke off")));
        }

        private void tell(Runnable what) {
            if (!over) {
                what.run();
            }
        }

        private void end(Runnable how) {
            if (!over) {
                over = true;
                underWay--;
                how.run();
            }
        }

        private void fail(Failure failure) {
            end(() -> sink.failed(failure));
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {
            end(() -> {});
        }
    }
}
