package dev.sprue.gateway.providers.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Those who call simulated servers, and hold what they get to the rules of {@link AnswerSink}. */
final class Callers {

    private final VirtualTime time;
    private final Pool pool;
    private final List<Failure> failures = new ArrayList<>();
    private int begun;
    private int well;
    private int left;
    private int attempts;
    private long longestMs;

    Callers(VirtualTime time, Pool pool) {
        this.time = time;
        this.pool = pool;
    }

    /** Calls that ended well. */
    int well() {
        return well;
    }

    /** How calls failed, in order. */
    List<Failure> failures() {
        return failures;
    }

    /** Attempts at all servers together. */
    int attempts() {
        return attempts;
    }

    /** The longest time from a call to its end. */
    long longestMs() {
        return longestMs;
    }

    /** Makes calls for so long, about so many a second, at moments of chance. */
    void call(long forMs, int perSecond, boolean stream) {
        long end = time.ms() + forMs;
        while (time.ms() < end) {
            call(stream, OptionalLong.empty());
            time.pass(1 + time.random().nextInt(2_000 / perSecond));
        }
    }

    /** Makes one call. */
    Flight call(boolean stream, OptionalLong key) {
        begun++;
        Caller caller = new Caller(stream, time.ms());
        BalancedFlight flight = new BalancedFlight(
                pool,
                (member, sink) -> {
                    attempts++;
                    return ((SimulatedServer) member.provider()).call(stream, sink);
                },
                stream,
                key,
                caller,
                time,
                new AttemptListener() {});
        caller.flight = flight.start();
        return new Flight() {
            @Override
            public void pause() {
                flight.pause();
            }

            @Override
            public void resume() {
                flight.resume();
            }

            @Override
            public void cancel() {
                if (!caller.over) {
                    caller.over = true;
                    left++;
                    flight.cancel();
                }
            }
        };
    }

    /** Lets all calls end, and checks that each did so once and that nothing is left of them. */
    void allEnd() {
        time.finish();
        assertThat(well + failures.size() + left).isEqualTo(begun);
        for (Member member : pool.members()) {
            assertThat(member.health().inFlight()).as(member.model().provider()).isZero();
        }
    }

    private final class Caller implements AnswerSink {

        private final boolean stream;
        private final long sinceMs;
        private Flight flight = Flight.ENDED;
        private int asked;
        private boolean traced;
        private boolean opened;
        private boolean over;

        private Caller(boolean stream, long sinceMs) {
            this.stream = stream;
            this.sinceMs = sinceMs;
        }

        @Override
        public void asked(String provider) {
            assertThat(over || opened).isFalse();
            asked++;
        }

        @Override
        public void attempts(String trace) {
            assertThat(traced || opened).isFalse();
            assertThat(trace.split(", ")).hasSize(asked);
            traced = true;
        }

        @Override
        public void whole(WholeAnswer answer) {
            assertThat(stream).isFalse();
            assertThat(traced).isTrue();
            end();
            well++;
        }

        @Override
        public void opened() {
            assertThat(stream && traced).isTrue();
            assertThat(opened || over).isFalse();
            opened = true;
        }

        @Override
        public void event(StreamEvent event) {
            assertThat(opened).isTrue();
            assertThat(over).isFalse();
        }

        @Override
        public void flush() {
            assertThat(over).isFalse();
        }

        @Override
        public void completed() {
            assertThat(opened).isTrue();
            end();
            well++;
        }

        @Override
        public void failed(Failure failure) {
            assertThat(traced || asked == 0).isTrue();
            end();
            failures.add(failure);
        }

        private void end() {
            assertThat(over).isFalse();
            over = true;
            longestMs = Math.max(longestMs, time.ms() - sinceMs);
        }
    }
}
