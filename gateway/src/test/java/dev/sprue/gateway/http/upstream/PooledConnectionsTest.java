package dev.sprue.gateway.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a connection to an upstream is used again, and when a request is sent again. */
class PooledConnectionsTest {

    private static final String BODY = "{\"choices\":[{\"finish_reason\":\"stop\"}]}";

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE);
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.idle();
        assertThat(rig.defects()).isEmpty();
        upstream.forget();
    }

    private static void well(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection)
            throws java.io.IOException {
        connection.answer(200, "application/json", BODY);
    }

    private static RawHttp.Answer call(RawHttp raw) {
        return raw.send(Rig.post(Rig.CHAT), Rig.chatBody(false)).answer();
    }

    @Test
    void oneConnectionServesOneCallerAfterTheOther() {
        upstream.script(PooledConnectionsTest::well);
        try (RawHttp raw = rig.connect()) {
            call(raw);
            int before = upstream.connections();
            for (int i = 0; i < 100; i++) {
                assertThat(call(raw).status()).isEqualTo(200);
            }
            assertThat(upstream.connections()).isEqualTo(before);
        }
    }

    /** The server closed it as the request went out: what a restart, or a short keep-alive, looks like from here. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRequestOnAStaleConnectionIsSentAgainOnce(boolean reset) throws Exception {
        AtomicInteger onThisConnection = new AtomicInteger();
        try (RawHttp raw = rig.connect()) {
            upstream.script(PooledConnectionsTest::well);
            call(raw);
            upstream.forget();
            int before = upstream.connections();
            upstream.script((request, connection) -> {
                if (onThisConnection.getAndIncrement() > 0) {
                    well(request, connection);
                } else if (reset) {
                    connection.reset();
                } else {
                    connection.close();
                }
            });
            assertThat(call(raw).status()).isEqualTo(200);
            assertThat(upstream.waiting()).isEqualTo(2);
            assertThat(upstream.request()).isEqualTo(upstream.request());
            assertThat(upstream.connections()).isEqualTo(before + 1);
        }
    }

    @Test
    void aRequestIsNotSentAThirdTime() {
        try (RawHttp raw = rig.connect()) {
            upstream.script(PooledConnectionsTest::well);
            call(raw);
            upstream.forget();
            upstream.script((request, connection) -> connection.close());
            assertThat(call(raw).status()).isEqualTo(502);
            assertThat(upstream.waiting()).isEqualTo(2);
            // Now on a connection of its own, which cannot have been stale.
            upstream.forget();
            assertThat(call(raw).status()).isEqualTo(502);
            assertThat(upstream.waiting()).isEqualTo(1);
        }
    }

    /** One byte is enough to know that the server has seen the request. */
    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"})
    void aRequestThatWasBegunToBeAnsweredIsNotSentAgain(String beginning) {
        try (RawHttp raw = rig.connect()) {
            upstream.script(PooledConnectionsTest::well);
            call(raw);
            upstream.forget();
            upstream.script((request, connection) -> connection.send(beginning).close());
            assertThat(call(raw).status()).isEqualTo(502);
            assertThat(upstream.waiting()).isEqualTo(1);
        }
    }

    /** After each of these the next request needs a connection of its own, and gets an answer of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-length: %d\r\nconnection: close\r\n\r\n%s",
                "content-length: %d\r\n\r\n%sHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
                "transfer-encoding: chunked\r\ncontent-length: 1\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
            })
    void aConnectionInDoubtIsNotUsedAgain(String answer) {
        upstream.script((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\n" + String.format(answer, BODY.length(), BODY));
            connection.otherCloses();
        });
        try (RawHttp raw = rig.connect()) {
            for (int i = 0; i < 3; i++) {
                int before = upstream.connections();
                RawHttp.Answer got = call(raw);
                assertThat(got.status()).isEqualTo(200);
                assertThat(got.body()).contains("\"finish_reason\":\"stop\"");
                if (i > 0) {
                    // The first may go over a connection that an earlier test left in order.
                    assertThat(upstream.connections()).isEqualTo(before + 1);
                }
            }
        }
    }

    @Test
    void anAnswerWithoutALengthEndsWithItsConnection() {
        upstream.script((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\n\r\n" + BODY);
            connection.close();
        });
        assertThat(rig.chat(false).status()).isEqualTo(200);
    }

    @Test
    void anAnswerWithoutABodyIsABadGateway() {
        upstream.script((request, connection) -> connection.send("HTTP/1.1 204 No Content\r\n\r\n"));
        assertThat(rig.chat(false).status()).isEqualTo(502);
    }

    /** Whatever callers and upstreams do, in the end every connection is idle or closed, and every buffer is back. */
    @Test
    void aThousandMixedRequestsLeaveNothing() throws Exception {
        ResourceLeakDetector.Level usual = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        Leaks leaks = new Leaks();
        Logger detector = Logger.getLogger(ResourceLeakDetector.class.getName());
        detector.addHandler(leaks);
        try (ScriptedUpstream mixed = new ScriptedUpstream()) {
            try (Rig other = Rig.before(mixed.port(), Rig.Bounds.WIDE.upstream(2_000, 2_000))) {
                mixed.script(PooledConnectionsTest::mixed);
                Random random = new Random(7);
                for (int i = 0; i < 1_000; i++) {
                    one(other, random.nextInt(8));
                    if (i % 200 == 0) {
                        System.gc();
                    }
                }
                other.idle();
                int idle = mixed.open();
                assertThat(idle).isLessThanOrEqualTo(2 * Runtime.getRuntime().availableProcessors());
                System.gc();
                other.chat(false);
                assertThat(leaks.found).isEmpty();
            }
            Await.until("every connection is closed", () -> mixed.open() == 0);
        } finally {
            detector.removeHandler(leaks);
            ResourceLeakDetector.setLevel(usual);
        }
    }

    /** What Netty's leak detector says. */
    private static final class Leaks extends Handler {

        private final List<String> found = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord leak) {
            found.add(leak.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static void mixed(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection)
            throws java.io.IOException {
        String event = "data: " + BODY + "\n\n";
        switch (Math.floorMod(request.body().length() + connection.hashCode(), 5)) {
            case 0 -> connection.reset();
            case 1 -> connection.answer(429, "application/json", "{}", "retry-after: 1");
            case 2 -> connection.answer(200, "application/json", BODY, "connection: close");
            default -> {
                if (request.body().contains("\"stream\":true")) {
                    connection.stream().chunk(event).chunk("data: [DONE]\n\n").end();
                } else {
                    well(request, connection);
                }
            }
        }
    }

    private static void one(Rig other, int how) throws Exception {
        try (RawHttp raw = other.connect()) {
            String large = Rig.chatBody(how % 2 == 0).replace("tell nobody", "x".repeat(how == 5 ? 1_200_000 : 100));
            switch (how) {
                case 0 -> raw.send("GARBAGE\n\n").answer();
                case 1 ->
                    raw.send(Rig.post(Rig.CHAT) + "\ncontent-length: 100\n\n{").reset();
                case 2 -> raw.send(Rig.post(Rig.CHAT), large).reset();
                case 3 ->
                    raw.send(Rig.post("/nowhere") + "\ncontent-length: 9\n\nab").answer();
                default -> raw.send(Rig.post(Rig.CHAT), large).answer();
            }
        }
    }
}
