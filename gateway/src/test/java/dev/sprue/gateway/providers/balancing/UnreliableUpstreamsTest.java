package dev.sprue.gateway.providers.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.BreakerConfig;
import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.HedgingConfig;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Three upstreams that do anything at any time, several callers, some of whom leave: whatever happens, nothing is left of it,
 * and as soon as the upstreams are well every call is answered and both of those that come first get calls.
 */
class UnreliableUpstreamsTest {

    private static final int CALLERS = 6;
    private static final int CALLS = Tries.of(8, 1_000);
    private static final Rig.Bounds BOUNDS = Rig.Bounds.WIDE.upstream(150, 150);
    private static final SpecifiedUpstream WELL = new SpecifiedUpstream();

    /**
     * Calls at once when all is well again. One at a time would all go to the quicker of the first two for as long as the other
     * is remembered as slow, half a minute perhaps: so many give the quicker one enough to do that the other must get some.
     */
    private static final int AT_ONCE = 32;

    private static final int WORK_MS = 20;

    private static final ResilienceConfig SETTINGS = new ResilienceConfig(
            new RetriesConfig(1, 10, 100, 50),
            Optional.of(new HedgingConfig(80)),
            Optional.of(new BreakerConfig(true, 4, 60, 20, 1_000, 30, 100)),
            Optional.empty(),
            50);

    /** What one upstream does next, by chance. */
    private static ScriptedUpstream.Script moody(Random random) {
        return (request, connection) -> {
            int mood;
            synchronized (random) {
                mood = random.nextInt(14);
            }
            boolean stream = request.body().contains("\"stream\":true");
            switch (mood) {
                case 0 -> connection.close();
                case 1 -> connection.reset();
                case 2 -> connection.otherCloses();
                case 3 -> connection.answer(500, "application/json", "{}");
                case 4 -> connection.answer(429, "application/json", "{}", "retry-after-ms: 20");
                case 5 -> connection.answer(503, "text/plain", "full", "retry-after-ms: 20");
                case 6 -> connection.answer(400, "application/json", "{\"error\":{\"message\":\"no\"}}");
                case 7 -> connection.answer(200, "text/html", "<p>log in</p>");
                case 8 -> connection.stream().reset();
                case 9 -> begun(connection, stream).reset();
                case 10 -> begun(connection, stream).otherCloses();
                case 11 -> WELL.answer(request, connection.pause(100));
                default -> WELL.answer(request, connection);
            }
        };
    }

    private static ScriptedUpstream.Connection begun(ScriptedUpstream.Connection connection, boolean stream)
            throws IOException {
        return stream
                ? connection.stream().chunk("data: " + SpecifiedUpstream.FIRST_EVENT + "\n\n")
                : connection.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{");
    }

    private static void callOn(Rig rig, Random random) {
        for (int i = 0; i < CALLS; i++) {
            boolean leaves = random.nextInt(8) == 0;
            try (RawHttp raw = rig.connect()) {
                raw.send(Rig.post(Rig.CHAT), Rig.chatBody(random.nextBoolean()));
                if (!leaves) {
                    RawHttp.Answer answer = raw.answer();
                    assertThat(answer.status()).isIn(200, 400, 429, 502, 503, 504);
                    assertThat(answer.header("x-sprue-attempts").isPresent()
                                    || answer.body().contains("no_provider_available"))
                            .isTrue();
                }
            }
        }
    }

    /** Makes them, and returns who has been asked for each, without the times. */
    private static List<String> askedAtOnce(Rig rig, ExecutorService callers) {
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            calls.add(CompletableFuture.supplyAsync(() -> asked(rig), callers));
        }
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static String asked(Rig rig) {
        return rig.chat(true).header("x-sprue-attempts").orElse("").replaceAll(";ms=\\d+", "");
    }

    @Test
    void nothingIsLeftOfWhateverHappens() throws Exception {
        List<ScriptedUpstream> upstreams = new ArrayList<>();
        List<RigProviders.Each> each = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            upstreams.add(new ScriptedUpstream().script(moody(new Random(i))));
            each.add(RigProviders.Each.at("up" + i, upstreams.get(i).port(), SETTINGS, i / 2, BOUNDS));
        }
        try (Rig rig = new Rig(new RigProviders(each, Affinity.none), BOUNDS);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                Random random = new Random(100 + i);
                running.add(callers.submit(() -> callOn(rig, random)));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
            rig.idle();
            Await.until("all permits are settled", () -> rig.settled().size() == rig.admitted());
            assertThat(rig.records()).hasSize(rig.admitted());
            Await.until("connections to upstreams are only those in pools", () -> upstreams.stream()
                    .allMatch(upstream -> upstream.open() <= 2 * CALLERS));
            upstreams.forEach(upstream ->
                    upstream.script((request, connection) -> WELL.answer(request, connection.pause(WORK_MS))));
            Await.until("the first two get all calls again", () -> {
                List<String> asked = askedAtOnce(rig, callers);
                return asked.contains("up0")
                        && asked.contains("up1")
                        && asked(rig).matches("up[01]");
            });
            for (int i = 0; i < 20; i++) {
                assertThat(rig.chat(i % 2 == 0).status()).isEqualTo(200);
            }
        } finally {
            upstreams.forEach(ScriptedUpstream::close);
        }
    }
}
