package dev.sprue.gateway.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.usage.CallRecord.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an upstream does, the caller gets a precise answer, soon, and nothing stays open. */
class OpenAiFailuresTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CHUNK = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}";
    private static final int FIRST_BYTE_MS = 300;
    private static final int IDLE_MS = 300;

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE.answer(1).upstream(FIRST_BYTE_MS, IDLE_MS));
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.idle();
        assertThat(rig.settled()).hasSize(rig.admitted());
        assertThat(rig.records()).hasSize(rig.admitted());
        assertThat(rig.defects()).isEmpty();
        assertThat(rig.leaks()).isEmpty();
    }

    // ---- what the upstream answers instead of an answer

    @ParameterizedTest
    @CsvSource(textBlock = """
            401, 502, upstream_auth_failed
            403, 502, upstream_auth_failed
            404, 502, upstream_model_not_found
            500, 502, upstream_failed
            501, 502, upstream_failed
            502, 502, upstream_failed
            503, 503, upstream_overloaded
            529, 503, upstream_overloaded
            504, 504, upstream_timeout
            408, 504, upstream_timeout
            429, 429, 429
            400, 400, their_code
            409, 409, their_code
            413, 413, their_code
            422, 422, their_code
            302, 502, upstream_failed
            204, 502, upstream_failed
            201, 502, upstream_failed
            """)
    void aRefusalIsTranslatedWithTheProvidersWords(int status, int expected, String code) throws Exception {
        String body =
                status == 204 ? "" : "{\"error\":{\"message\":\"their words\",\"code\":\"their_code\",\"type\":\"t\"}}";
        for (boolean stream : new boolean[] {false, true}) {
            upstream.script((request, connection) -> {
                if (status == 204) {
                    connection.send("HTTP/1.1 204 No\r\nx-request-id: their-id\r\n\r\n");
                } else {
                    connection.answer(status, "application/json", body, "x-request-id: their-id");
                }
            });
            RawHttp.Answer answer = rig.chat(stream);
            JsonNode error = error(answer, expected, code);
            JsonNode inner = error.path("innererror");
            assertThat(inner.path("provider").asText()).isEqualTo(Rig.PROVIDER);
            assertThat(inner.path("status").asInt()).isEqualTo(status);
            assertThat(inner.path("request_id").asText()).isEqualTo("their-id");
            if (status != 204) {
                assertThat(inner.path("message").asText()).isEqualTo("their words");
                assertThat(inner.path("code").asText()).isEqualTo("their_code");
            }
            if (code.equals("their_code")) {
                assertThat(error.path("message").asText()).startsWith("their words");
            }
            boolean retry = expected == 429 || expected == 503;
            assertThat(answer.header("retry-after").isPresent()).isEqualTo(retry);
            assertThat(answer.header("retry-after-ms").isPresent()).isEqualTo(retry);
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            retry-after: 7,         7,    7000
            retry-after: 0,         0,    0
            retry-after: 1.5,       2,    1500
            retry-after: 999999999, 3600, 3600000
            retry-after: -3,        0,    0
            retry-after: soon,      5,    5000
            retry-after: NaN,       5,    5000
            retry-after-ms: 1200,   2,    1200
            x-other: 1,             5,    5000
            """)
    void saysWhenToComeAgain(String header, String seconds, String ms) throws Exception {
        for (int status : new int[] {429, 503}) {
            upstream.script((request, connection) ->
                    connection.answer(status, "application/json", "{\"error\":{\"message\":\"slow down\"}}", header));
            RawHttp.Answer answer = rig.chat(false);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("retry-after")).as(header).hasValue(seconds);
            assertThat(answer.header("retry-after-ms")).as(header).hasValue(ms);
        }
    }

    @Test
    void aDateInRetryAfterIsWaitedFor() throws Exception {
        String date = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                .format(Instant.now().plusSeconds(120).atOffset(ZoneOffset.UTC));
        upstream.script(
                (request, connection) -> connection.answer(429, "application/json", "{}", "retry-after: " + date));
        int seconds = Integer.parseInt(rig.chat(false).header("retry-after").orElseThrow());
        assertThat(seconds).isBetween(100, 121);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Bad gateway</body></html>",
                "null",
                "[]",
                "7",
                "\"only text\"",
                "{\"error\":\"only text\"}",
                "{\"error\":null}",
                "{\"error\":{\"message\":{\"a\":1},\"code\":17}}",
                "{\"error\":{\"message\":null}}",
                "{\"message\":\"m\"}",
                "{\"error\":{\"message\":\"half",
                "\uD83D\uDE00",
                "\u0000\u0000\u0000Aöäü",
                "{\"error\":{\"code\":\"a\\r\\nx-evil: 1\",\"message\":\"\\ud800\"}}"
            })
    void anErrorBodyOfAnyShapeIsAnswered(String body) throws Exception {
        for (int status : new int[] {400, 422, 429, 500}) {
            upstream.script((request, connection) -> connection.answer(status, "text/html", body));
            RawHttp.Answer answer = rig.chat(false);
            assertThat(answer.status()).as(body).isEqualTo(status == 500 ? 502 : status);
            JsonNode error = MAPPER.readTree(answer.body()).path("error");
            assertThat(error.path("code").asText()).isNotBlank();
            assertThat(error.path("message").asText()).isNotBlank();
            assertThat(answer.headers()).doesNotContainKey("x-evil");
        }
    }

    @Test
    void aLongErrorIsCutBetweenCharacters() throws Exception {
        String words = "x" + "😀".repeat(3_000);
        upstream.script((request, connection) ->
                connection.answer(400, "application/json", "{\"error\":{\"message\":\"" + words + "\"}}"));
        RawHttp.Answer answer = rig.chat(false);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).hasSizeLessThan(40_000).doesNotContain("\uFFFD");
        assertThat(MAPPER.readTree(answer.body()).path("error").path("message").asText())
                .contains("😀...");
    }

    @Test
    void anErrorWithoutEndIsCutOff() throws Exception {
        upstream.script((request, connection) -> {
            connection.send("HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\n");
            String page = "x".repeat(50_000);
            for (int i = 0; i < 10_000; i++) {
                connection.chunk(page);
            }
        });
        assertThat(rig.chat(false).status()).isEqualTo(502);
    }

    @Test
    void randomBytesAreAnsweredWhateverTheyAre() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 40; i++) {
            byte[] garbage = new byte[1 + random.nextInt(200)];
            random.nextBytes(garbage);
            int status = new int[] {200, 400, 429, 500}[i % 4];
            upstream.script((request, connection) -> connection
                    .send("HTTP/1.1 " + status + " X\r\ncontent-type: application/json\r\ncontent-length: "
                            + garbage.length + "\r\n\r\n")
                    .send(garbage));
            assertThat(rig.chat(false).status()).isEqualTo(status == 200 || status == 500 ? 502 : status);
        }
    }

    // ---- a status of 200 and no answer

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{",
                "[]",
                "null",
                "\"text\"",
                "<html></html>",
                "{\"choices\":[",
                "{\"choices\":[]} trailing",
                "{}",
                "{\"error\":{\"message\":\"quota\"}}",
                "{\"object\":\"chat.completion\"}",
                "{\"choices\":null}"
            })
    void aWholeAnswerThatIsNoneIsABadGateway(String body) throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        RawHttp.Answer answer = rig.chat(false);
        assertThat(error(answer, 502, "upstream_failed")
                        .path("innererror")
                        .path("provider")
                        .asText())
                .isEqualTo(Rig.PROVIDER);
    }

    @Test
    void theWordsOfAnErrorInASuccessAreHandedOn() throws Exception {
        upstream.script((request, connection) -> connection.answer(
                200, "application/json", "{\"error\":{\"message\":\"quota is spent\",\"code\":\"q\"}}"));
        JsonNode error = error(rig.chat(false), 502, "upstream_failed");
        assertThat(error.path("innererror").path("message").asText()).isEqualTo("quota is spent");
    }

    @Test
    void anAnswerInPiecesThatEndsTooSoonIsABadGateway() throws Exception {
        upstream.script((request, connection) -> {
            connection.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"choices\":[");
            connection.close();
        });
        error(rig.chat(false), 502, "upstream_failed");
        upstream.script((request, connection) -> {
            connection.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"choices\":[");
            connection.reset();
        });
        error(rig.chat(false), 502, "upstream_failed");
    }

    @Test
    void anAnswerOverTheLimitIsABadGateway() throws Exception {
        upstream.script((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n");
            connection.chunk("{\"choices\":[{\"message\":{\"content\":\"");
            String page = "x".repeat(60_000);
            for (int i = 0; i < 1_000; i++) {
                connection.chunk(page);
            }
        });
        JsonNode error = error(rig.chat(false), 502, "upstream_failed");
        assertThat(error.path("message").asText()).contains("1048576");
    }

    @Test
    void anEventOverTheLimitIsABadGateway() throws Exception {
        upstream.script((request, connection) -> {
            connection.stream().chunk("data: {\"choices\":[{\"delta\":{\"content\":\"");
            String page = "x".repeat(60_000);
            for (int i = 0; i < 1_000; i++) {
                connection.chunk(page);
            }
        });
        error(rig.chat(true), 502, "upstream_failed");
    }

    @Test
    void aStreamThatWasAskedForAndIsNoneIsABadGateway() throws Exception {
        upstream.script((request, connection) ->
                connection.answer(200, "application/json", "{\"choices\":[{\"finish_reason\":\"stop\"}]}"));
        error(rig.chat(true), 502, "upstream_failed");
        upstream.script((request, connection) -> connection.answer(200, "text/html", "<html>log in</html>"));
        error(rig.chat(true), 502, "upstream_failed");
    }

    // ---- no connection, no answer, no more

    @Test
    void aRefusedConnectionIsABadGateway() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (Rig lonely = Rig.before(nobody, Rig.Bounds.WIDE)) {
            for (boolean stream : new boolean[] {false, true}) {
                JsonNode error = error(lonely.chat(stream), 502, "upstream_failed");
                assertThat(error.path("message").asText()).contains("cannot be reached");
            }
        }
    }

    @Test
    void silenceBeforeTheFirstByteIsATimeout() throws Exception {
        List<Boolean> closed = new ArrayList<>();
        upstream.script((request, connection) -> closed.add(connection.otherCloses()));
        for (boolean stream : new boolean[] {false, true}) {
            JsonNode error = error(rig.chat(stream), 504, "upstream_timeout");
            assertThat(error.path("message").asText()).contains(FIRST_BYTE_MS + " ms");
        }
        dev.sprue.gateway.testing.Await.until("both upstream connections end", () -> closed.size() == 2);
        assertThat(closed).containsOnly(true);
    }

    @Test
    void aHeadThatTricklesIsATimeoutToo() throws Exception {
        upstream.script((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\ncontent-ty");
            connection.otherCloses();
        });
        error(rig.chat(false), 504, "upstream_timeout");
    }

    @Test
    void silenceInsideAWholeAnswerIsATimeout() throws Exception {
        upstream.script((request, connection) -> {
            connection.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"choices\"");
            connection.otherCloses();
        });
        error(rig.chat(false), 504, "upstream_timeout");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionThatBreaksBeforeTheAnswerIsABadGateway(boolean reset) throws Exception {
        upstream.script((request, connection) -> {
            if (reset) {
                connection.reset();
            } else {
                connection.close();
            }
        });
        error(rig.chat(false), 502, "upstream_failed");
        error(rig.chat(true), 502, "upstream_failed");
    }

    @Test
    void anAnswerThatIsNoHttpIsABadGateway() throws Exception {
        upstream.script((request, connection) -> {
            connection.send("SSH-2.0-OpenSSH_9.2\r\n\r\n");
            connection.otherCloses();
        });
        error(rig.chat(false), 502, "upstream_failed");
    }

    // ---- a stream that broke before anything was sent on: still an ordinary error

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"message\":\"overloaded\",\"code\":\"busy\"}}\n\n",
                "data: {\"error\":{\"message\":\"overloaded\",\"code\":\"busy\"}}\n\ndata: [DONE]\n\n",
                "data: garbage\n\n",
                "data: [DONE]\n\n",
                "data: [1]\n\n",
                ": nothing\n\n",
                ""
            })
    void aStreamThatFailsBeforeItsFirstEventIsAnOrdinaryError(String stream) throws Exception {
        upstream.script((request, connection) -> {
            connection.stream();
            if (!stream.isEmpty()) {
                connection.chunk(stream);
            }
            connection.end();
        });
        JsonNode error = error(rig.chat(true), 502, "upstream_failed");
        if (stream.contains("busy")) {
            assertThat(error.path("innererror").path("message").asText()).isEqualTo("overloaded");
        }
    }

    @Test
    void aStreamThatFallsSilentBeforeItsFirstEventIsAnOrdinaryTimeout() throws Exception {
        upstream.script((request, connection) -> connection.stream().otherCloses());
        error(rig.chat(true), 504, "upstream_timeout");
    }

    // ---- a stream that broke in the middle: one last event, no [DONE], and the connection is cut

    @FunctionalInterface
    private interface Breaking {
        void off(ScriptedUpstream.Connection connection) throws IOException, InterruptedException;
    }

    private static void brokenStream(String code, Breaking breaking) throws Exception {
        upstream.script((request, connection) -> {
            connection.stream().chunk("data: " + CHUNK + "\n\n");
            // What comes next must find the first event on its way.
            Thread.sleep(30);
            breaking.off(connection);
        });
        RawHttp.Answer answer = rig.chat(true);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).as("the last chunk is missing").isFalse();
        assertThat(answer.events()).hasSize(2).startsWith(CHUNK);
        assertThat(answer.body()).doesNotContain("[DONE]");
        JsonNode error = MAPPER.readTree(answer.events().getLast()).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText()).isEqualTo("server_error");
        rig.idle();
        assertThat(rig.records().getLast().outcome()).isEqualTo(Outcome.failed);
        // It was not the caller who left.
        String id = answer.header("x-request-id").orElseThrow();
        assertThat(rig.logLine("id=" + id)).contains("status=200").contains("error=" + code.toUpperCase(Locale.ROOT));
    }

    @Test
    void aStreamThatIsResetIsCut() throws Exception {
        brokenStream("upstream_failed", ScriptedUpstream.Connection::reset);
    }

    @Test
    void aStreamThatIsClosedIsCut() throws Exception {
        brokenStream("upstream_failed", ScriptedUpstream.Connection::close);
    }

    @Test
    void aStreamThatEndsUnfinishedIsCut() throws Exception {
        brokenStream("upstream_failed", ScriptedUpstream.Connection::end);
    }

    @Test
    void aStreamThatEndsInHalfAnEventIsCut() throws Exception {
        brokenStream("upstream_failed", connection -> connection
                .chunk("data: {\"choices\":[{\"finish_reason\":\"stop\"}")
                .end());
    }

    @Test
    void aStreamThatTurnsToGarbageIsCut() throws Exception {
        brokenStream("upstream_failed", connection -> {
            connection.chunk("data: {\"choices\":[}\n\n");
            connection.otherCloses();
        });
    }

    @Test
    void aStreamThatReportsAnErrorIsCut() throws Exception {
        brokenStream("upstream_failed", connection -> {
            connection
                    .chunk("data: {\"error\":{\"message\":\"the model fell over\"}}\n\ndata: [DONE]\n\n")
                    .end();
        });
    }

    @Test
    void aStreamThatFallsSilentIsCut() throws Exception {
        brokenStream("upstream_timeout", ScriptedUpstream.Connection::otherCloses);
    }

    @Test
    void aStreamWithAnEndlessEventIsCut() throws Exception {
        brokenStream("upstream_failed", connection -> {
            connection.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"");
            String page = "x".repeat(60_000);
            for (int i = 0; i < 1_000; i++) {
                connection.chunk(page);
            }
        });
    }

    @Test
    void anErrorThatIsNullIsNone() throws Exception {
        upstream.script((request, connection) -> connection.stream()
                .chunk("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"error\":null}\n\n")
                .chunk(
                        "data: {\"choices\":[],\"error\":null,\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n\ndata: [DONE]\n\n")
                .end());
        assertThat(rig.chat(true).events()).hasSize(2).endsWith("[DONE]");
    }

    private static JsonNode error(RawHttp.Answer answer, int status, String code) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.whole()).isTrue();
        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.header("x-ms-error-code")).hasValue(code);
        JsonNode error = MAPPER.readTree(answer.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        return error;
    }
}
