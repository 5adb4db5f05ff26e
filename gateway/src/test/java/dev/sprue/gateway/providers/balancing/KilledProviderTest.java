package dev.sprue.gateway.providers.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.BreakerConfig;
import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.ProbeConfig;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.config.RetriesConfig;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RigProviders;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.Tries;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Two upstreams under load, one of which is killed for a time: a second, or a minute in the full run. No call fails but the
 * streams that it was writing, and it gets calls again as soon as its probe finds it.
 */
class KilledProviderTest {

    private static final int CALLERS = 8;
    private static final Duration DEATH = Duration.ofSeconds(Tries.of(1, 60));
    private static final int CALLS_BEFORE = 50;

    /** The breaker alone would leave it be for an hour: that it comes back at all is the probe's doing. */
    private static final ResilienceConfig SETTINGS = new ResilienceConfig(
            RetriesConfig.NONE,
            Optional.empty(),
            Optional.of(new BreakerConfig(true, 5, 50, 20, 10_000, 3_600_000, 3_600_000)),
            Optional.of(new ProbeConfig("/health", 100, 1_000, 2)),
            100);

    /** One call: when it was made, and what came of it. */
    private record Seen(long sentNanos, RawHttp.Answer answer) {

        boolean isWhole() {
            return answer.status() == 200 && answer.whole();
        }
    }

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> servedBy = Map.of("one", new AtomicInteger(), "two", new AtomicInteger());
    private final AtomicBoolean stop = new AtomicBoolean();

    private static ScriptedUpstream upstream(int port) {
        return new ScriptedUpstream(port).script(KilledProviderTest::answer);
    }

    /** A chat of some milliseconds, so that there always are streams under way. */
    private static void answer(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection)
            throws IOException, InterruptedException {
        if (request.line().startsWith("GET /health")) {
            connection.answer(200, "text/plain", "ok");
        } else if (request.body().contains("\"stream\":true")) {
            connection.stream();
            for (String event : List.of(
                    SpecifiedUpstream.FIRST_EVENT,
                    SpecifiedUpstream.LAST_EVENT,
                    SpecifiedUpstream.USAGE_EVENT,
                    "[DONE]")) {
                connection.chunk("data: " + event + "\n\n").pause(5);
            }
            connection.end();
        } else {
            connection.pause(5).answer(200, "application/json", SpecifiedUpstream.PLAIN_CHAT);
        }
    }

    private void callOn(Rig rig, boolean stream) {
        while (!stop.get()) {
            long sent = System.nanoTime();
            try (RawHttp raw = rig.connect()) {
                RawHttp.Answer answer =
                        raw.send(Rig.post(Rig.CHAT), Rig.chatBody(stream)).answer();
                Seen call = new Seen(sent, answer);
                seen.add(call);
                if (call.isWhole()) {
                    Objects.requireNonNull(servedBy.get(provider(call))).incrementAndGet();
                }
            }
        }
    }

    @Test
    void onlyStreamsThatItWasWritingBreakAndItComesBack() throws Exception {
        ScriptedUpstream one = upstream(0);
        try (ScriptedUpstream two = upstream(0);
                Rig rig = new Rig(
                        new RigProviders(
                                List.of(
                                        RigProviders.Each.at("one", one.port(), SETTINGS, 1, Rig.Bounds.WIDE),
                                        RigProviders.Each.at("two", two.port(), SETTINGS, 1, Rig.Bounds.WIDE)),
                                Affinity.none),
                        Rig.Bounds.WIDE);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                boolean stream = i % 2 == 0;
                running.add(callers.submit(() -> callOn(rig, stream)));
            }
            Await.until("both answer", () -> servedBy("one") > CALLS_BEFORE && servedBy("two") > CALLS_BEFORE);
            one.close();
            long killed = System.nanoTime();
            Await.until("calls go on without it", () -> servedBy("two") > 3 * CALLS_BEFORE);
            Await.until("its time is over", DEATH.plusSeconds(10), () -> System.nanoTime() - killed > DEATH.toNanos());
            int before = servedBy("one");
            try (ScriptedUpstream again = upstream(one.port())) {
                Await.until("it answers again", () -> servedBy("one") > before + CALLS_BEFORE);
                stop.set(true);
                for (Future<?> caller : running) {
                    caller.get();
                }
                rig.idle();
                assertThat(again.connections()).isPositive();
            }
            assertThat(seen).filteredOn(call -> call.answer.status() != 200).isEmpty();
            assertThat(seen)
                    .filteredOn(call -> !call.isWhole())
                    .as("streams that it was writing")
                    .hasSizeLessThanOrEqualTo(CALLERS / 2)
                    .allMatch(call -> call.sentNanos <= killed && provider(call).equals("one"));
            assertThat(rig.logLine("cannot be reached")).contains("provider one");
            assertThat(rig.logLine("can be reached again")).contains("provider one");
        } finally {
            stop.set(true);
            one.close();
        }
    }

    private int servedBy(String name) {
        return Objects.requireNonNull(servedBy.get(name)).get();
    }

    /** The last one that was asked. */
    private static String provider(Seen call) {
        String trace = call.answer.header("x-sprue-attempts").orElseThrow();
        return trace.substring(trace.lastIndexOf(' ') + 1, trace.indexOf(';', trace.lastIndexOf(' ') + 1));
    }
}
