package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Http2Client;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.SprueServer;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told, on every kind of answer (the Fetch standard, section 3.3). */
class CorsTest {

    private static final String KEY = "cors-test-key-0123456789";
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";
    private static final String EXPOSE = "access-control-expose-headers";

    private static final String CONFIG = """
            listen: {httpsPort: 0, httpPort: 0%s}
            resources:
              - name: local
                keys: {key1: cors-test-key-0123456789}
                deployments:
                  - {name: chat, model: {format: Test, name: big}}
            providers:
              - name: up
                type: openai
                endpoint: http://127.0.0.1:%%UPSTREAM%%/v1
                models: [{format: Test, name: big, capabilities: [chatCompletion]}]
            log: {level: error, access: false}
            """;

    /** What the Fetch standard lets every page read, what no page needs, and what HTTP itself keeps. */
    private static final Set<String> READABLE_OR_OF_NO_USE = Set.of(
            "cache-control",
            "content-length",
            "content-type",
            "connection",
            "transfer-encoding",
            "allow",
            "vary",
            "x-accel-buffering",
            "x-content-type-options",
            ALLOW_ORIGIN,
            EXPOSE);

    @RegisterExtension
    static final SprueServer server = new SprueServer(CONFIG.formatted(""));

    @Test
    void everyAnswerMayBeReadByEveryPage() {
        for (String origin : List.of("", "\norigin: https://app.example.com", "\norigin: null")) {
            for (RawHttp.Answer answer : answers(server, origin)) {
                assertThat(answer.header(ALLOW_ORIGIN)).hasValue("*");
                assertThat(answer.header("vary")).isEmpty();
                assertThat(answer.header("access-control-allow-credentials")).isEmpty();
                assertThat(answer.header(EXPOSE).isPresent()).isEqualTo(!origin.isEmpty());
            }
        }
    }

    @Test
    void pagesMayReadEveryHeaderThatSaysSomething() {
        for (RawHttp.Answer answer : answers(server, "\norigin: https://app.example.com")) {
            Set<String> hidden = new TreeSet<>(answer.headers().keySet());
            hidden.removeAll(READABLE_OR_OF_NO_USE);
            String[] exposed = answer.header(EXPOSE).orElseThrow().split(", ");
            assertThat(exposed).contains("x-request-id", "apim-request-id", "retry-after", "retry-after-ms");
            Arrays.asList(exposed).forEach(hidden::remove);
            assertThat(hidden).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/chat/completions?api-version=2024-05-01-preview",
                "/openai/v1/chat/completions",
                "/openai/deployments/chat/chat/completions?api-version=2024-10-21",
                "/models/nothing"
            })
    void aPreflightIsAnsweredWithoutCredentials(String path) {
        String headers = "api-key,authorization,content-type,x-stainless-os";
        RawHttp.Answer answer = preflight(server, path, "https://app.example.com", headers);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header(ALLOW_ORIGIN)).hasValue("*");
        assertThat(answer.header("access-control-allow-methods").orElseThrow().split(", "))
                .contains("GET", "POST", "DELETE");
        assertThat(answer.header("access-control-allow-headers")).hasValue(headers);
        assertThat(answer.header("access-control-max-age")).hasValue("7200");
        assertThat(answer.header("content-type")).isEmpty();
        assertThat(answer.header("x-ms-region")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a;b", "\"a\"", "<a>", "\u00e9", "", "a\u007fb"})
    void namesOfHeadersThatAreNoneAreNotAllowed(String names) {
        RawHttp.Answer answer = preflight(server, "/models/chat/completions", "https://a.example", names);
        assertThat(answer.header("access-control-allow-headers")).isEmpty();
        assertThat(answer.status()).isEqualTo(names.contains("\u007f") ? 400 : 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS /models/chat/completions HTTP/1.1\nhost: h\norigin: https://a.example\n\n",
                "OPTIONS /models/chat/completions HTTP/1.1\nhost: h\naccess-control-request-method: POST\n\n",
                "GET /models/chat/completions HTTP/1.1\nhost: h\norigin: https://a.example\n"
                        + "access-control-request-method: POST\n\n"
            })
    void whatIsNoPreflightIsACall(String request) {
        RawHttp.Answer answer = server.send(request);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header(ALLOW_ORIGIN)).hasValue("*");
    }

    @Test
    void answersPreflightsOverHttp2() throws Exception {
        try (Http2Client client = new Http2Client(server.httpsPort(), server.ca())) {
            Http2Client.Answer answer = client.call(
                    HttpMethod.OPTIONS,
                    "localhost",
                    "/models/chat/completions",
                    "origin",
                    "https://a.example",
                    "access-control-request-method",
                    "POST",
                    "access-control-request-headers",
                    "api-key");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().getAll(ALLOW_ORIGIN)).containsExactly("*");
            assertThat(answer.headers().getAll("access-control-allow-headers")).containsExactly("api-key");
            Http2Client.Answer refused = client.get("localhost", "/models/info", "origin", "https://a.example");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers().getAll(ALLOW_ORIGIN)).containsExactly("*");
        }
    }

    private static List<RawHttp.Answer> answers(SprueServer to, String headers) {
        return List.of(
                chat(to, headers, KEY, ""),
                chat(to, headers, KEY, ",\"stream\":true"),
                chat(to, headers, KEY, ",\"temperature\":9"),
                chat(to, headers, "no-key-at-all", ""),
                to.send("GET /models/chat/completions HTTP/1.1\nhost: h" + headers + "\n\n"),
                to.send("GET /nowhere HTTP/1.1\nhost: h" + headers + "\n\n"));
    }

    private static RawHttp.Answer chat(SprueServer to, String headers, String key, String more) {
        try (RawHttp raw = to.connect()) {
            return raw.send(
                            "POST /models/chat/completions?api-version=2024-05-01-preview HTTP/1.1\nhost: h" + headers
                                    + "\napi-key: " + key + "\ncontent-type: application/json",
                            "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]" + more + "}")
                    .answer();
        }
    }

    private static RawHttp.Answer preflight(SprueServer to, String path, String origin, String headers) {
        return to.send("OPTIONS " + path + " HTTP/1.1\nhost: h\norigin: " + origin
                + "\naccess-control-request-method: POST\naccess-control-request-headers: " + headers + "\n\n");
    }

    /** With a list of origins. */
    @Nested
    class Listed {

        private static final String APP = "https://app.example.com";

        @RegisterExtension
        static final SprueServer listed = new SprueServer(CONFIG.formatted(
                ", corsOrigins: [HTTPS://App.example.com:443, \"http://localhost:3000\", \"http://[::1]:80\"]"));

        @ParameterizedTest
        @ValueSource(strings = {APP, "http://localhost:3000", "http://[::1]"})
        void thePagesOfTheseOriginsMayRead(String origin) {
            for (RawHttp.Answer answer : answers(listed, "\norigin: " + origin)) {
                assertThat(answer.header(ALLOW_ORIGIN)).hasValue(origin);
                assertThat(answer.header("vary")).hasValue("origin");
                assertThat(answer.header(EXPOSE)).isPresent();
            }
            RawHttp.Answer preflight = preflight(listed, "/models/chat/completions", origin, "api-key");
            assertThat(preflight.status()).isEqualTo(200);
            assertThat(preflight.header(ALLOW_ORIGIN)).hasValue(origin);
            assertThat(preflight.header("access-control-allow-headers")).hasValue("api-key");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://app.example.com",
                    "https://app.example.com:8443",
                    "https://app.example.com.evil.example",
                    "https://x.app.example.com",
                    "http://localhost",
                    "null",
                    "*"
                })
        void pagesOfOthersMayNotAndAreStillNotKeptFromCalling(String origin) {
            for (RawHttp.Answer answer : answers(listed, "\norigin: " + origin)) {
                assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
                assertThat(answer.header(EXPOSE)).isEmpty();
                assertThat(answer.header("vary")).hasValue("origin");
            }
            assertThat(chat(listed, "\norigin: " + origin, KEY, "").status()).isEqualTo(200);
            RawHttp.Answer preflight = preflight(listed, "/models/chat/completions", origin, "api-key");
            assertThat(preflight.status()).isEqualTo(403);
            assertThat(preflight.header("x-ms-error-code")).hasValue("OriginNotAllowed");
            assertThat(preflight.header(ALLOW_ORIGIN)).isEmpty();
            assertThat(preflight.body()).contains(origin).contains("listen.corsOrigins");
        }

        @Test
        void whoHasNoOriginIsNotAsked() {
            for (RawHttp.Answer answer : answers(listed, "")) {
                assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
                assertThat(answer.header("vary")).hasValue("origin");
            }
        }
    }

    /** With an empty list. */
    @Nested
    class Off {

        @RegisterExtension
        static final SprueServer off = new SprueServer(CONFIG.formatted(", corsOrigins: []"));

        @Test
        void noAnswerSaysAnythingToBrowsers() {
            for (RawHttp.Answer answer : answers(off, "\norigin: https://app.example.com")) {
                assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
                assertThat(answer.header("vary")).isEmpty();
            }
            RawHttp.Answer preflight = preflight(off, "/models/chat/completions", "https://app.example.com", "api-key");
            assertThat(preflight.status()).isEqualTo(405);
            assertThat(preflight.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        }
    }
}
