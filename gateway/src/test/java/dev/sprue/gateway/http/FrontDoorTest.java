package dev.sprue.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 as it comes over a socket, well formed and otherwise. */
class FrontDoorTest {

    private static final String GUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream()
                .script((request, connection) ->
                        connection.answer(200, "application/json", "{\"choices\":[{\"finish_reason\":\"stop\"}]}"));
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE.body(1, 400));
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
        assertThat(rig.leaks()).isEmpty();
    }

    @Test
    void tellsThatItIsUpAndReady() {
        try (RawHttp raw = rig.connect()) {
            for (String path : List.of("/healthz", "/readyz", "/healthz?x=1")) {
                RawHttp.Answer answer =
                        raw.send("GET " + path + " HTTP/1.1\nhost: rig\n\n").answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("ok\n");
                assertThat(answer.header("cache-control")).hasValue("no-store");
            }
            rig.door().ready(false);
            assertThat(raw.send("GET /readyz HTTP/1.1\nhost: rig\n\n").answer().status())
                    .isEqualTo(503);
            assertThat(raw.send("GET /healthz HTTP/1.1\nhost: rig\n\n").answer().status())
                    .isEqualTo(200);
        } finally {
            rig.door().ready(true);
        }
    }

    @Test
    void refusesCallsWhileItIsNotReady() {
        rig.door().ready(false);
        try (RawHttp raw = rig.connect()) {
            RawHttp.Answer answer =
                    raw.send(Rig.post(Rig.CHAT), Rig.chatBody(false)).answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("x-ms-error-code")).hasValue("ServiceUnavailable");
            assertThat(answer.header("retry-after")).isPresent();
            assertThat(answer.header("connection")).hasValue("close");
            assertThat(raw.closedByOther()).isTrue();
        } finally {
            rig.door().ready(true);
        }
    }

    @Test
    void givesEveryAnswerAnId() {
        RawHttp.Answer answer = rig.chat(false);
        String id = answer.header("x-request-id").orElseThrow();
        assertThat(id).matches(GUID);
        assertThat(answer.header("apim-request-id")).hasValue(id);
        assertThat(answer.header("x-ms-client-request-id")).hasValue(id);
        assertThat(answer.header("x-content-type-options")).hasValue("nosniff");
        assertThat(rig.logLine("id=" + id)).contains("method=POST path=/models/chat/completions status=200");
        assertThat(rig.chat(false).header("x-request-id")).isNotEqualTo(answer.header("x-request-id"));
    }

    @Test
    void givesTheCallersIdBack() {
        assertThat(withClientId("a-client-id_{1}")).isEqualTo("a-client-id_{1}");
        String longest = "x".repeat(128);
        assertThat(withClientId(longest)).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "\u00e9", "a\tb", "\u007f", "", "   "})
    void doesNotGiveBackAnIdThatIsNone(String hostile) {
        assertThat(withClientId(hostile)).matches(GUID);
    }

    @Test
    void doesNotGiveBackAnIdThatIsEndless() {
        assertThat(withClientId("x".repeat(129))).matches(GUID);
        assertThat(withClientId("x".repeat(20_000))).matches(GUID);
    }

    private static String withClientId(String id) {
        try (RawHttp raw = rig.connect()) {
            return raw.send("GET /models/info HTTP/1.1\nhost: rig\nx-ms-client-request-id: " + id + "\n\n")
                    .answer()
                    .header("x-ms-client-request-id")
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,     /,                                404
            GET,     /favicon.ico,                     404
            GET,     /models,                          404
            POST,    /models/,                         404
            POST,    /modelsx/chat/completions,        404
            POST,    /models/chat,                     404
            POST,    /MODELS/CHAT/COMPLETIONS,         404
            POST,    /models/chat%2Fcompletions,       404
            POST,    /models/../models/info,           404
            POST,    /%00,                             404
            GET,     /models/chat/completions,         405
            PUT,     /models/embeddings,               405
            DELETE,  /api/models/chat/completions,     405
            OPTIONS, /models/chat/completions,         405
            POST,    /models/info,                     405
            BREW,    /models/info,                     405
            """)
    void saysWhatIsNotThere(String method, String path, int status) {
        try (RawHttp raw = rig.connect()) {
            for (int i = 0; i < 2; i++) {
                RawHttp.Answer answer = raw.send(
                                method + " " + path + "?api-version=2024-05-01-preview HTTP/1.1\nhost: rig\napi-key: "
                                        + Rig.KEY + "\ncontent-type: application/json",
                                "{}")
                        .answer();
                assertThat(answer.status()).isEqualTo(status);
                assertThat(answer.header("x-ms-error-code")).hasValue(status == 404 ? "404" : "MethodNotAllowed");
                assertThat(answer.header("allow").isPresent()).isEqualTo(status == 405);
                assertThat(answer.body()).startsWith("{\"error\":{\"code\":");
            }
        }
    }

    @Test
    void aHeadThatDoesNotEndIsRefusedInItsTime() {
        try (RawHttp raw = rig.connect()) {
            RawHttp.Answer answer =
                    raw.send("GET /models/info HTTP/1.1\nhost: rig\napi-key: ").answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("x-ms-error-code")).hasValue("RequestTimeout");
            assertThat(answer.body()).contains("headers did not arrive in time");
            assertThat(raw.closedByOther()).isTrue();
        }
    }

    @Test
    void aHeadRequestGetsTheHeadersOfItsAnswer() {
        try (RawHttp raw = rig.connect()) {
            RawHttp.Answer answer = raw.send("HEAD /models/chat/completions HTTP/1.1\nhost: rig\n\n")
                    .answerWithoutBody();
            assertThat(answer.status()).isEqualTo(405);
            assertThat(Integer.parseInt(answer.header("content-length").orElseThrow()))
                    .isPositive();
            // Nothing of a body followed: the next answer is read in step.
            assertThat(raw.send("GET /healthz HTTP/1.1\nhost: rig\n\n").answer().body())
                    .isEqualTo("ok\n");
            assertThat(raw.send("HEAD /healthz HTTP/1.1\nhost: rig\n\n")
                            .answerWithoutBody()
                            .status())
                    .isEqualTo(200);
            assertThat(raw.send("GET /healthz HTTP/1.1\nhost: rig\n\n").answer().body())
                    .isEqualTo("ok\n");
        }
    }

    @Test
    void takesAnAbsoluteUriAsAProxyWouldSendIt() {
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post("http://rig:8080" + Rig.CHAT), Rig.chatBody(false));
            assertThat(raw.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesABodyThatIsDeclaredTooLargeWithoutReadingIt() {
        for (String length : List.of("1048577", "99999999999999", "9223372036854775807")) {
            try (RawHttp raw = rig.connect()) {
                RawHttp.Answer answer = raw.send(Rig.post(Rig.CHAT) + "\ncontent-length: " + length + "\n\n")
                        .answer();
                assertThat(answer.status()).as(length).isEqualTo(413);
                assertThat(answer.header("x-ms-error-code")).hasValue("RequestTooLarge");
                assertThat(answer.header("connection")).hasValue("close");
                assertThat(raw.closedByOther()).isTrue();
            }
        }
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() {
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT) + "\ntransfer-encoding: chunked\n\n");
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 17; i++) {
                raw.sendBytes(chunk.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
            RawHttp.Answer answer = raw.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("connection")).hasValue("close");
        }
    }

    /** A caller with a wrong key cannot occupy the gateway by sending without end. */
    @Test
    void doesNotReadForEverWhatItDoesNotWant() {
        for (String head : List.of(
                Rig.post(Rig.CHAT).replace(Rig.KEY, "wrong"),
                Rig.post("/nowhere"),
                Rig.post(Rig.CHAT).replace("json", "xml"))) {
            try (RawHttp raw = rig.connect()) {
                raw.send(head + "\ntransfer-encoding: chunked\n\n");
                assertThat(raw.answer().status()).isIn(401, 404, 415);
                byte[] chunk =
                        ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                Await.until("the connection is closed", () -> {
                    try {
                        raw.sendBytes(chunk);
                        return false;
                    } catch (java.io.UncheckedIOException closed) {
                        return true;
                    }
                });
            }
        }
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        String shell = Rig.chatBody(false).replace("tell nobody", "");
        String body = Rig.chatBody(false).replace("tell nobody", "x".repeat(1024 * 1024 - shell.length()));
        assertThat(body).hasSize(1024 * 1024);
        assertThat(rig.call(Rig.CHAT, body).status()).isEqualTo(200);
        assertThat(rig.call(Rig.CHAT, body + " ").status()).isEqualTo(413);
    }

    @Test
    void takesAChunkedBodyInPieces() {
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT) + "\ntransfer-encoding: chunked\n\n");
            for (char c : Rig.chatBody(false).toCharArray()) {
                raw.send("1\n" + c + "\n");
            }
            assertThat(raw.send("0\n\n").answer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/plain                              | 415
            application/xml                         | 415
            application/x-www-form-urlencoded       | 415
            multipart/form-data; boundary=x         | 415
            application/json; charset=utf-16        | 415
            application/json; charset="ISO-8859-1"  | 415
            application/jsonx                       | 415
            application/json                        | 200
            APPLICATION/JSON; Charset=UTF-8         | 200
            application/json;charset="utf-8"        | 200
            application/merge-patch+json            | 200
            """)
    void takesJsonOnly(String type, int status) {
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT).replace("application/json", type), Rig.chatBody(false));
            assertThat(raw.answer().status()).isEqualTo(status);
        }
    }

    @Test
    void takesNoCompressedBodies() {
        try (RawHttp raw = rig.connect()) {
            RawHttp.Answer answer = raw.send(Rig.post(Rig.CHAT) + "\ncontent-encoding: gzip", "whatever")
                    .answer();
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.body()).contains("gzip");
            raw.send(Rig.post(Rig.CHAT) + "\ncontent-encoding: identity", Rig.chatBody(false));
            assertThat(raw.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesEndlessHeads() {
        for (String head : List.of(
                "GET /models/info HTTP/1.1\nhost: rig\nx-long: " + "x".repeat(70_000) + "\n\n",
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\nhost: rig\n\n")) {
            try (RawHttp raw = rig.connect()) {
                RawHttp.Answer answer = raw.send(head).answer();
                assertThat(answer.status()).isEqualTo(431);
                assertThat(answer.header("x-ms-error-code")).hasValue("RequestHeaderFieldsTooLarge");
                assertThat(raw.closedByOther()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\n\n",
                "GET /models/info HTTP/1.1\nhost: rig\nno colon here\n\n",
                "POST /models/info HTTP/1.1\nhost: rig\ncontent-length: -1\n\n",
                "POST /models/info HTTP/1.1\nhost: rig\ncontent-length: ten\n\n",
                "POST /models/info HTTP/1.1\nhost: rig\ncontent-length: 5\ncontent-length: 6\n\n",
                "GET /models/info HTTP/9.9\nhost: rig\n\n",
                "GET /models/info HTTP/1.1\nhost: rig\nx: a\u0000b\n\n"
            })
    void refusesWhatIsNotHttp(String text) {
        try (RawHttp raw = rig.connect()) {
            RawHttp.Answer answer = raw.send(text).answer();
            assertThat(answer.status()).as(text).isIn(400, 505, 501);
            assertThat(raw.closedByOther()).isTrue();
        }
    }

    /** A length and a coding at once is how requests are smuggled past a proxy: one reading of it, or none. */
    @Test
    void doesNotReadASmuggledRequest() {
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT) + "\ncontent-length: 4\ntransfer-encoding: chunked\n\n0\n\n"
                    + "GET /smuggled HTTP/1.1\nhost: rig\n\n");
            int first = raw.answer().status();
            assertThat(first).isEqualTo(400);
        }
        rig.idle();
        assertThat(rig.admitted()).isEqualTo(rig.records().size());
    }

    @Test
    void aBodyThatStopsComingTimesOut() {
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT) + "\ncontent-length: 100\n\n{\"mess");
            RawHttp.Answer answer = raw.answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("connection")).hasValue("close");
            assertThat(raw.closedByOther()).isTrue();
        }
    }

    @Test
    void aBodyWhoseSenderLeavesEndsQuietly() throws Exception {
        for (boolean reset : new boolean[] {false, true}) {
            RawHttp raw = rig.connect();
            raw.send(Rig.post(Rig.CHAT) + "\ncontent-length: 100\n\n{\"mess");
            Await.until("the request is there", () -> rig.door().openRequests() == 1);
            if (reset) {
                raw.reset();
            } else {
                raw.close();
            }
            rig.idle();
        }
        assertThat(rig.logLine("status=499")).contains("method=POST");
    }

    @Test
    void aCallerMayAskBeforeItSendsABody() {
        try (RawHttp raw = rig.connect()) {
            String body = Rig.chatBody(false);
            raw.send(Rig.post(Rig.CHAT) + "\nexpect: 100-continue\ncontent-length: " + body.length() + "\n\n");
            assertThat(raw.head().status()).isEqualTo(100);
            raw.send(body);
            assertThat(raw.answer().status()).isEqualTo(200);
        }
    }

    /** After a refusal the body may or may not come; only a closed connection leaves no doubt (RFC 9110, 10.1.1). */
    @Test
    void aCallerThatAskedAndIsRefusedNeedsNotSendItsBody() {
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT).replace(Rig.KEY, "wrong") + "\nexpect: 100-continue\ncontent-length: 50\n\n");
            RawHttp.Answer answer = raw.answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("connection")).hasValue("close");
            assertThat(raw.closedByOther()).isTrue();
        }
    }

    @Test
    void aConnectionOutlivesErrors() {
        try (RawHttp raw = rig.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(raw.send(Rig.post(Rig.CHAT), "not json").answer().status())
                        .isEqualTo(400);
                assertThat(raw.send(Rig.post(Rig.CHAT).replace(Rig.KEY, "wrong"), Rig.chatBody(false))
                                .answer()
                                .status())
                        .isEqualTo(401);
                assertThat(raw.send(Rig.post("/nowhere"), "{}").answer().status())
                        .isEqualTo(404);
                assertThat(raw.send(Rig.post(Rig.CHAT), Rig.chatBody(false))
                                .answer()
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void requestsThatAreSentAtOnceAreAnsweredInOrder() {
        try (RawHttp raw = rig.connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                String body = Rig.chatBody(false);
                all.append(Rig.post(i % 3 == 2 ? "/nowhere/" + i : Rig.CHAT))
                        .append("\nx-ms-client-request-id: r")
                        .append(i)
                        .append("\ncontent-length: ")
                        .append(body.length())
                        .append("\n\n")
                        .append(body);
            }
            raw.send(all.toString());
            for (int i = 0; i < 20; i++) {
                RawHttp.Answer answer = raw.answer();
                assertThat(answer.header("x-ms-client-request-id")).hasValue("r" + i);
                assertThat(answer.status()).isEqualTo(i % 3 == 2 ? 404 : 200);
            }
        }
    }

    @Test
    void anOldClientIsServedAndItsConnectionClosed() {
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT).replace("HTTP/1.1", "HTTP/1.0"), Rig.chatBody(false));
            assertThat(raw.answer().status()).isEqualTo(200);
            assertThat(raw.closedByOther()).isTrue();
        }
    }

    @Test
    void aConnectionThatSaysNothingCostsNothing() {
        try (RawHttp silent = rig.connect();
                RawHttp half = rig.connect().send("POST /models/chat")) {
            assertThat(rig.door().openRequests()).isZero();
            assertThat(rig.chat(false).status()).isEqualTo(200);
        }
    }

    @Test
    void theLogTellsNoLiesThatACallerPutIntoAPath() {
        try (RawHttp raw = rig.connect()) {
            raw.sendBytes("GET /models/x\u009b2Jstatus=200\u0085id=forged\u001b[0m HTTP/1.1\r\nhost: rig\r\n\r\n"
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            raw.answer();
        }
        rig.idle();
        assertThat(rig.chat(false).status()).isEqualTo(200);
        Await.until("the log is written", () -> rig.log().contains("status=200"));
        assertThat(rig.log()
                        .codePoints()
                        .filter(c -> Character.isISOControl(c) && c != '\n')
                        .count())
                .isZero();
        assertThat(rig.log().lines()).allMatch(line -> line.matches("2[0-9-]+T[0-9:.]+Z [a-z]+ .*"));
    }
}
