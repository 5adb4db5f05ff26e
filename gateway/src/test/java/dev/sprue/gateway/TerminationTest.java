package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SprueChild;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process, with many slow streams under way, is told to stop by a signal. */
@OutOfSpecification("its chunks have no more than the relay looks at")
class TerminationTest {

    private static final int STREAMS = Tries.of(100, 1_000);

    /** Every so many streams one does not end by itself. */
    private static final int ENDLESS = 10;

    private static final int SIGTERM_STATUS = 143;
    private static final String EVENT = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String LAST = "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void streamsThatEndInTimeEndWholeAndTheOthersAreToldSo() throws Exception {
        CountDownLatch begun = new CountDownLatch(STREAMS);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (ScriptedUpstream upstream = new ScriptedUpstream();
                SprueChild sprue =
                        new SprueChild(folder, upstream.port(), "{drainMs: " + Tries.of(3_000, 8_000) + "}");
                RawHttp idle = new RawHttp(sprue.port());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            upstream.script((request, connection) -> {
                connection.stream().chunk(EVENT);
                boolean endless = request.body().contains("endless");
                while (endless || !mayEnd.await(100, TimeUnit.MILLISECONDS)) {
                    connection.chunk(EVENT).pause(endless ? 100 : 0);
                }
                connection.chunk(LAST).end();
            });
            assertThat(idle.send("GET /readyz HTTP/1.1\nhost: rig\n\n").answer().status())
                    .isEqualTo(200);
            List<Future<RawHttp.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                String body = Rig.chatBody(true).replace("tell", i % ENDLESS == 0 ? "endless, tell" : "tell");
                answers.add(callers.submit(() -> {
                    try (RawHttp caller = new RawHttp(sprue.port())) {
                        return caller.send(Rig.post(Rig.CHAT), body).answer(begun::countDown);
                    }
                }));
            }
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

            sprue.terminate();
            Await.until("nobody else gets in", () -> isRefused(sprue.port()));
            assertThat(isRefused(idle)).isTrue();
            assertThat(sprue.isAlive()).isTrue();
            mayEnd.countDown();

            for (int i = 0; i < STREAMS; i++) {
                RawHttp.Answer answer = answers.get(i).get(30, TimeUnit.SECONDS);
                assertThat(answer.status()).isEqualTo(200);
                if (i % ENDLESS == 0) {
                    assertThat(answer.whole()).as("stream %d", i).isFalse();
                    assertThat(answer.events().getLast()).startsWith("{\"error\":{\"code\":\"ServiceUnavailable\"");
                } else {
                    assertThat(answer.whole()).as("stream %d", i).isTrue();
                    assertThat(answer.body()).endsWith(LAST);
                }
            }
            assertThat(sprue.exitCode(20)).isEqualTo(SIGTERM_STATUS);
            assertThat(sprue.errors()).doesNotContain("defect").doesNotContain("Exception");
            Await.until("no connection to the upstream is open", () -> upstream.open() == 0);
        }
    }

    private static boolean isRefused(int port) {
        try (RawHttp late = new RawHttp(port)) {
            return isRefused(late);
        } catch (UncheckedIOException refused) {
            return true;
        }
    }

    private static boolean isRefused(RawHttp caller) {
        try {
            return caller.send("GET /readyz HTTP/1.1\nhost: rig\n\n").answer().status() == 503;
        } catch (UncheckedIOException closed) {
            return true;
        }
    }
}
