package dev.sprue.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens to callers when the service is told to stop. */
@OutOfSpecification("its chunks have no more than the relay looks at")
class DrainTest {

    private static final String EVENT = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String LAST = "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    @Test
    void aStreamThatIsRunningFinishesAndNobodyElseGetsIn() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        try (ScriptedUpstream upstream = new ScriptedUpstream();
                Rig rig = Rig.before(upstream.port(), Rig.Bounds.WIDE);
                RawHttp running = rig.connect();
                RawHttp idle = rig.connect()) {
            upstream.script((request, connection) -> {
                connection.stream().chunk(EVENT);
                assertThat(stopping.await(10, TimeUnit.SECONDS)).isTrue();
                connection.chunk(EVENT).chunk(LAST).end();
            });
            idle.send("GET /healthz HTTP/1.1\nhost: rig\n\n").answer();
            running.send(Rig.post(Rig.CHAT), Rig.chatBody(true)).head();
            assertThat(running.chunk()).isEqualTo(EVENT);

            Thread drain = Thread.ofPlatform().start(() -> rig.drain(Duration.ofSeconds(20)));
            Await.until("the listener is closed", () -> {
                try (RawHttp late = rig.connect()) {
                    return late.send("GET /readyz HTTP/1.1\nhost: rig\n\n")
                                    .answer()
                                    .status()
                            == 503;
                } catch (java.io.UncheckedIOException refused) {
                    return true;
                }
            });
            // A connection on which nothing was under way is closed, or its next call is refused.
            assertThat(idleIsRefused(idle)).isTrue();
            stopping.countDown();
            StringBuilder rest = new StringBuilder();
            for (String chunk = running.chunk(); !chunk.isEmpty(); chunk = running.chunk()) {
                rest.append(chunk);
            }
            assertThat(rest.toString()).isEqualTo(EVENT + LAST);
            drain.join(10_000);
            assertThat(drain.isAlive())
                    .as("the drain waits for nobody any more")
                    .isFalse();
            assertThat(rig.door().openRequests()).isZero();
            assertThatThrownBy(rig::connect).isInstanceOf(java.io.UncheckedIOException.class);
        }
    }

    private static boolean idleIsRefused(RawHttp idle) {
        try {
            return idle.send(Rig.post(Rig.CHAT), Rig.chatBody(false)).answer().status() == 503;
        } catch (java.io.UncheckedIOException closed) {
            return true;
        }
    }

    @Test
    void whatDoesNotFinishInTimeIsToldSoAndCut() throws Exception {
        CountDownLatch cut = new CountDownLatch(2);
        try (ScriptedUpstream upstream = new ScriptedUpstream();
                Rig rig = Rig.before(upstream.port(), Rig.Bounds.WIDE);
                RawHttp streamed = rig.connect();
                RawHttp whole = rig.connect();
                RawHttp sending = rig.connect()) {
            upstream.script((request, connection) -> {
                if (request.body().contains("\"stream\":true")) {
                    connection.stream().chunk(EVENT);
                }
                if (connection.otherCloses()) {
                    cut.countDown();
                }
            });
            streamed.send(Rig.post(Rig.CHAT), Rig.chatBody(true)).head();
            assertThat(streamed.chunk()).isEqualTo(EVENT);
            whole.send(Rig.post(Rig.CHAT), Rig.chatBody(false));
            sending.send(Rig.post(Rig.CHAT) + "\ncontent-length: 100\n\n{");
            Await.until("all three are open", () -> rig.door().openRequests() == 3);
            upstream.request();
            upstream.request();
            rig.drain(Duration.ofMillis(300));

            assertThat(streamed.chunk()).contains("{\"error\":{\"code\":\"ServiceUnavailable\"");
            assertThat(streamed.closedByOther()).isTrue();
            RawHttp.Answer refused = whole.answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isPresent();
            assertThat(sending.answer().status()).isEqualTo(503);
            assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
            rig.idle();
            Await.until("both calls are metered", () -> rig.records().size() == 2);
        }
    }
}
