package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.Entry;
import dev.sprue.gateway.testing.Footprint;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.specified.Api;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which an upstream can fail, many times: each caller learns of it, and the gateway keeps nothing. */
@OutOfSpecification("its chunks have no more than the relay looks at")
class FaultsTest {

    private static final int TRIES = Tries.of(10, 50);
    private static final int SILENCE_MS = 300;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int ANSWER_MB = 16;
    private static final String CHUNK = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String LAST = "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    private static final String HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @SuppressWarnings("NullAway.Init")
    private static ResourceLeakDetector.Level usualDetection;

    @SuppressWarnings("NullAway.Init")
    private Footprint before;

    @BeforeAll
    static void start() {
        usualDetection = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        upstream = new ScriptedUpstream();
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE.answer(ANSWER_MB).upstream(SILENCE_MS, SILENCE_MS));
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
        ResourceLeakDetector.setLevel(usualDetection);
    }

    /** So many calls at once that whatever calls need once, pooled connections above all, is there. */
    @BeforeEach
    void warmUp() throws Exception {
        CyclicBarrier all = new CyclicBarrier(TRIES);
        upstream.script((request, connection) -> {
            try {
                all.await(SILENCE_MS / 2, TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException late) {
                // On a slow machine there are fewer.
            }
            connection.stream().chunk(CHUNK).chunk(LAST).end();
        });
        atOnce(TRIES, true);
        for (Entry entry : Entry.EACH) {
            rig.call(entry.chat(), Rig.chatBody(true));
        }
        rig.idle();
        upstream.forget();
        before = Footprint.now();
    }

    @AfterEach
    void everythingIsBack() {
        upstream.forget();
        rig.idle();
        assertThat(rig.settled()).hasSize(rig.admitted());
        assertThat(rig.records()).hasSize(rig.admitted());
        Await.until("connections to the upstream are only those in pools", () -> upstream.open() <= TRIES + 4);
        before.isBack();
        assertThat(rig.defects()).isEmpty();
        assertThat(rig.log()).doesNotContain("LEAK");
    }

    /** What an upstream does, and what a caller then gets: a status, or an error event in a stream that has begun. */
    enum Fault {
        HANGS(connection -> connection.otherCloses(), 504),
        HANGS_IN_ITS_HEAD(
                connection -> connection.send("HTTP/1.1 200 OK\r\ncontent-").otherCloses(), 504),
        HANGS_AFTER_ITS_HEAD(connection -> connection.stream().otherCloses(), 504),
        HANGS_IN_THE_FIRST_EVENT(
                connection -> connection.stream().chunk("data: {\"cho").otherCloses(), 504),
        HANGS_IN_A_STREAM(connection -> connection.stream().chunk(CHUNK).otherCloses(), 200),
        HANGS_IN_A_CHUNK(
                connection ->
                        connection.stream().chunk(CHUNK).send("500\r\ndata").otherCloses(),
                200),
        CLOSES(ScriptedUpstream.Connection::close, 502),
        RESETS(ScriptedUpstream.Connection::reset, 502),
        RESETS_AFTER_ITS_HEAD(connection -> connection.stream().reset(), 502),
        RESETS_IN_A_STREAM(
                connection -> connection.stream().chunk(CHUNK).pause(30).reset(), 200),
        CLOSES_IN_A_STREAM(connection -> connection.stream().chunk(CHUNK).close(), 200),
        CLOSES_IN_A_CHUNK(
                connection ->
                        connection.stream().chunk(CHUNK).send("500\r\ndata").close(),
                200),
        ENDS_IN_HALF_AN_EVENT(
                connection -> connection.stream()
                        .chunk(CHUNK)
                        .chunk("data: {\"choices\":[{\"finish_reason\":\"stop\"")
                        .end(),
                200),
        IS_NO_HTTP(connection -> connection.send("\0\1\2garbage\r\n\r\n\r\n").otherCloses(), 502),
        CHUNKS_BADLY(
                connection -> connection.stream()
                        .chunk(CHUNK)
                        .pause(30)
                        .send("zz\r\n")
                        .otherCloses(),
                200),
        COUNTS_BADLY(
                connection ->
                        connection.send(HEAD + "content-length: -5\r\n\r\n").otherCloses(),
                502),
        SENDS_NO_JSON(
                connection -> connection.stream().chunk(CHUNK + "data: }{\n\n").otherCloses(), 200),
        SENDS_NOISE(
                connection -> connection.stream().chunk(CHUNK).chunk(noise()).end(), 200),
        ANSWERS_WITH_A_PAGE(connection -> connection.answer(200, "text/html", "<html>log in</html>"), 502),
        ENDS_AT_ONCE(connection -> connection.stream().end(), 502);

        private final Doing doing;
        private final int status;

        Fault(Doing doing, int status) {
            this.doing = doing;
            this.status = status;
        }

        private static byte[] noise() {
            byte[] noise = new byte[100_000];
            new java.util.Random(7).nextBytes(noise);
            return noise;
        }
    }

    @FunctionalInterface
    private interface Doing {
        void on(ScriptedUpstream.Connection connection) throws IOException, InterruptedException;
    }

    @ParameterizedTest
    @EnumSource
    void isToldAndForgotten(Fault fault) throws Exception {
        upstream.script((request, connection) -> {
            fault.doing.on(connection);
            connection.close();
        });
        for (Entry entry : Entry.EACH) {
            // Surfaces share what happens then, so that fewer tries tell what those beside the first make of it.
            int tries = entry.api() == Api.MODELS ? TRIES : 2;
            for (RawHttp.Answer answer : atOnce(rig, tries, entry.chat(), true)) {
                isToldInItsWords(entry, fault, answer);
            }
        }
    }

    private static void isToldInItsWords(Entry entry, Fault fault, RawHttp.Answer answer) throws IOException {
        assertThat(answer.status()).as("%s: %s", entry, answer.body()).isEqualTo(fault.status);
        JsonNode last = MAPPER.readTree(fault.status == 200 ? answer.events().getLast() : answer.body());
        assertThat(last.path("error").path("code").asText()).startsWith("upstream_");
        assertThat(answer.header("x-ms-error-code").isPresent())
                .isEqualTo(fault.status != 200 && entry.api() == Api.MODELS);
        // Only a stream of the API without dates ends properly when it breaks, for OpenAI's own does.
        assertThat(answer.whole()).as("%s", entry).isEqualTo(fault.status != 200 || entry.api() == Api.V1);
        if (fault.status == 200) {
            JsonNode first = MAPPER.readTree(answer.events().get(entry.api() == Api.DATED ? 1 : 0));
            assertThat(first.at("/choices/0/delta/content").asText()).isEqualTo("a");
            assertThat(answer.body()).doesNotContain("[DONE]");
        }
    }

    @Test
    void anUpstreamThatRefusesConnections() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (Rig lonely = Rig.before(nobody, Rig.Bounds.WIDE)) {
            lonely.chat(true);
            lonely.idle();
            Footprint quiet = Footprint.now();
            for (RawHttp.Answer answer : atOnce(lonely, TRIES, Rig.CHAT, true)) {
                assertThat(answer.status()).isEqualTo(502);
            }
            lonely.idle();
            quiet.isBack();
        }
    }

    @Test
    void anEventOfSixteenMegabytesIsWholeOrRefused() throws Exception {
        String open = "data: {\"choices\":[{\"delta\":{\"content\":\"";
        String close = "\"},\"finish_reason\":\"stop\"}]}";
        int limit = ANSWER_MB * 1024 * 1024;
        for (int over : new int[] {0, 16}) {
            String content = "x".repeat(limit + over - (open.length() - 6) - close.length());
            upstream.script((request, connection) -> {
                connection.stream().chunk(CHUNK + open);
                for (int at = 0; at < content.length(); at += 1_000_000) {
                    connection.chunk(content.substring(at, Math.min(content.length(), at + 1_000_000)));
                }
                connection.chunk(close + "\n\ndata: [DONE]\n\n").end();
            });
            for (int i = 0; i < Tries.of(2, 10); i++) {
                RawHttp.Answer answer = rig.chat(true);
                assertThat(answer.whole()).isEqualTo(over == 0);
                assertThat(answer.events()).hasSize(over == 0 ? 3 : 2);
                assertThat(answer.events().getLast())
                        .startsWith(over == 0 ? "[DONE]" : "{\"error\":{\"code\":\"upstream_failed\"");
            }
        }
    }

    private static List<RawHttp.Answer> atOnce(int calls, boolean stream) throws Exception {
        return atOnce(rig, calls, Rig.CHAT, stream);
    }

    private static List<RawHttp.Answer> atOnce(Rig called, int calls, String path, boolean stream) throws Exception {
        List<RawHttp.Answer> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RawHttp.Answer>> coming = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                coming.add(callers.submit(() -> called.call(path, Rig.chatBody(stream))));
            }
            for (Future<RawHttp.Answer> answer : coming) {
                answers.add(answer.get(30, TimeUnit.SECONDS));
            }
        }
        return answers;
    }
}
