package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Http2Client;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.SprueServer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two resources in one configuration, told apart by the host that a call is for and by its key. */
class HostsTest {

    private static final String CONTOSO = "contoso-key-0123456789";
    private static final String FABRIKAM = "fabrikam-key-0123456789";

    private static final String WRONG_KEY = "{\"error\":{\"code\":\"401\",\"message\":\"Access denied due to invalid"
            + " subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and"
            + " use a correct regional API endpoint for your resource.\"";

    private static final String CONFIG = """
            listen: {httpsPort: 0, httpPort: 0, domain: Sprue.Example, strictHosts: %s}
            resources:
              - name: Contoso
                location: westeurope
                keys: {key1: contoso-key-0123456789}
                deployments:
                  - {name: ours, model: {format: Test, name: big}}
              - name: fabri.kam
                location: East US 2
                keys: {key1: fabrikam-key-0123456789}
                deployments:
                  - {name: theirs, model: {format: Test, name: big}}
            providers:
              - name: up
                type: openai
                endpoint: http://127.0.0.1:%%UPSTREAM%%/v1
                models: [{format: Test, name: big, capabilities: [chatCompletion]}]
            log: {level: error, access: false}
            """;

    @RegisterExtension
    static final SprueServer server = new SprueServer(CONFIG.formatted(false));

    @ParameterizedTest
    @ValueSource(strings = {"openai", "services.ai", "cognitiveservices"})
    void aHostTakesTheKeysOfItsResourceAlone(String form) {
        String contoso = "contoso." + form + ".sprue.example";
        String fabrikam = "fabri.kam." + form + ".sprue.example";
        assertThat(chat(contoso, CONTOSO, "ours").status()).isEqualTo(200);
        assertThat(chat(fabrikam, FABRIKAM, "theirs").status()).isEqualTo(200);
        for (RawHttp.Answer refused : List.of(chat(contoso, FABRIKAM, "theirs"), chat(fabrikam, CONTOSO, "ours"))) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body()).startsWith(WRONG_KEY);
            assertThat(refused.header("x-ms-region")).isEmpty();
        }
        assertThat(chat(contoso, "nobodys-key-0123456789", "ours").body())
                .as("the same words as for a key of nobody's")
                .isEqualTo(chat(contoso, FABRIKAM, "ours").body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1:8080",
                "[::1]:8443",
                "[::1]",
                "sprue.example",
                "nobody.openai.sprue.example",
                "contoso.openai.azure.com",
                "contoso.sprue.example",
                "x.contoso.openai.sprue.example",
                ""
            })
    void onAnyOtherHostTheKeyDecides(String host) {
        RawHttp.Answer contoso = chat(host, CONTOSO, "ours");
        assertThat(contoso.status()).isEqualTo(200);
        assertThat(contoso.header("x-ms-region")).hasValue("westeurope");
        RawHttp.Answer fabrikam = chat(host, FABRIKAM, "theirs");
        assertThat(fabrikam.status()).isEqualTo(200);
        assertThat(fabrikam.header("x-ms-region")).hasValue("East US 2");
    }

    @Test
    void nothingOfOneResourceIsSeenByTheOther() {
        for (String host : List.of("localhost", "contoso.openai.sprue.example", "contoso.services.ai.sprue.example")) {
            RawHttp.Answer unknown = chat(host, CONTOSO, "theirs");
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.body())
                    .isEqualTo(chat(host, CONTOSO, "nobodys").body().replace("nobodys", "theirs"));
            assertThat(unknown.header("x-ms-region")).hasValue("westeurope");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONTOSO.OpenAI.sprue.EXAMPLE",
                "contoso.openai.sprue.example:8443",
                "contoso.openai.sprue.example:",
                "contoso.openai.sprue.example.",
                "contoso.openai.sprue.example.:443"
            })
    void hostsAreComparedWithoutCasePortAndLastDot(String host) {
        assertThat(chat(host, CONTOSO, "ours").status()).isEqualTo(200);
        assertThat(chat(host, FABRIKAM, "theirs").status()).isEqualTo(401);
    }

    @Test
    void aTargetThatNamesItsHostGoesBeforeTheHeader() {
        String path = "/models/info?api-version=2024-05-01-preview";
        String ours = "GET http://contoso.openai.sprue.example:80" + path;
        assertThat(get(ours, "fabri.kam.openai.sprue.example", CONTOSO).status())
                .isEqualTo(200);
        assertThat(get(ours, "fabri.kam.openai.sprue.example", FABRIKAM).status())
                .isEqualTo(401);
        assertThat(get("GET HTTPS://LOCALHOST" + path, "fabri.kam.openai.sprue.example", CONTOSO)
                        .status())
                .isEqualTo(200);
        assertThat(get("GET http://contoso.openai.sprue.example?x", "localhost", CONTOSO)
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /healthz                     | ``
            /healthz                     | host: a\\nhost: a
            /healthz                     | host: a\\nhost: b
            /healthz                     | host: a b
            /healthz                     | host: a/b
            /healthz                     | host: http://a
            /healthz                     | host: me@a
            /healthz                     | host: a,b c
            /healthz                     | host: a:b
            /healthz                     | host: a:1:2
            /healthz                     | host: a:65536
            /healthz                     | host: [::1
            /healthz                     | host: \\u00e9
            /healthz                     | host: a?b
            /healthz                     | host: %zz
            http:///healthz              | host: a
            http://me@a/healthz          | host: a
            http://a:b/healthz           | host: a
            http://a/healthz             | host: a b
            """)
    void refusesWhatNamesNoHostOrTwo(String target, String lines) {
        String headers = lines.replace("\\n", "\n").replace("\\u00e9", "\u00e9");
        RawHttp.Answer answer =
                server.send("GET " + target + " HTTP/1.1\n" + headers + (headers.isEmpty() ? "" : "\n") + "\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("connection")).hasValue("close");
    }

    /** HTTP/1.0 knows callers that name no host. */
    @Test
    void withoutAHostTheKeyDecides() {
        String head = "GET /models/info?api-version=2024-05-01-preview HTTP/1.0\napi-key: ";
        assertThat(server.send(head + CONTOSO + "\n\n").status()).isEqualTo(200);
        assertThat(server.send(head + CONTOSO + "\nhost: fabri.kam.openai.sprue.example\n\n")
                        .status())
                .isEqualTo(401);
    }

    /** The names are in the certificate too: the client checks it. */
    @ParameterizedTest
    @CsvSource({
        "contoso.openai.sprue.example, 200, 401",
        "CONTOSO.services.ai.sprue.example, 200, 401",
        "contoso.cognitiveservices.sprue.example, 200, 401",
        "fabri.kam.openai.sprue.example, 401, 200",
        "localhost, 200, 200"
    })
    void tellsHostsApartOverHttp2(String host, int contoso, int fabrikam) throws Exception {
        try (Http2Client client = new Http2Client(server.httpsPort(), server.ca())) {
            String path = "/models/info?api-version=2024-05-01-preview";
            assertThat(client.get(host, path, "api-key", CONTOSO).status()).isEqualTo(contoso);
            assertThat(client.get(host, path, "api-key", FABRIKAM).status()).isEqualTo(fabrikam);
        }
    }

    private static RawHttp.Answer chat(String host, String key, String model) {
        return chat(server, host, key, model);
    }

    private static RawHttp.Answer chat(SprueServer to, String host, String key, String model) {
        try (RawHttp raw = to.connect()) {
            return raw.send(
                            "POST /models/chat/completions?api-version=2024-05-01-preview HTTP/1.1\nhost: " + host
                                    + "\napi-key: " + key + "\ncontent-type: application/json",
                            "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                    .answer();
        }
    }

    private static RawHttp.Answer get(String line, String host, String key) {
        return server.send(line + " HTTP/1.1\nhost: " + host + "\napi-key: " + key + "\n\n");
    }

    /** With {@code strictHosts}. */
    @Nested
    class Strict {

        @RegisterExtension
        static final SprueServer strict = new SprueServer(CONFIG.formatted(true));

        @ParameterizedTest
        @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]:8443", "sprue.example", "contoso.sprue.example", ""})
        void hostsThatAreNoResourcesAreNotThere(String host) {
            for (RawHttp.Answer answer : List.of(
                    chat(strict, host, CONTOSO, "ours"),
                    strict.send("GET / HTTP/1.1\nhost: " + host + "\n\n"),
                    strict.send("OPTIONS /models/info HTTP/1.1\nhost: " + host
                            + "\norigin: https://a.example\naccess-control-request-method: GET\n\n"))) {
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.body()).contains("\"code\":\"404\",\"message\":\"Resource not found\"");
                assertThat(answer.header("x-ms-region")).isEmpty();
            }
            for (String path : List.of("/healthz", "/readyz")) {
                assertThat(strict.send("GET " + path + " HTTP/1.1\nhost: " + host + "\n\n")
                                .status())
                        .isEqualTo(200);
            }
        }

        @Test
        void theBannerNamesTheHostsThatAnswer() {
            assertThat(strict.printed())
                    .contains("https://contoso.services.ai.sprue.example:" + strict.httpsPort() + "/models\n")
                    .contains("https://fabri.kam.services.ai.sprue.example:" + strict.httpsPort() + "/models\n")
                    .contains("'https://contoso.services.ai.sprue.example:" + strict.httpsPort() + "/models/chat")
                    .contains("(this machine only, with the header host: contoso.services.ai.sprue.example)");
            assertThat(server.printed())
                    .contains("endpoint     https://localhost:")
                    .contains("(this machine only)");
        }

        @Test
        void theBannerSaysWithWhatTheMadeKeysAreShown() {
            assertThat(server.printed())
                    .containsPattern("key2 was made, `sprue keys --config /.+[.]yaml --data /.+` prints");
        }

        @Test
        void theResourcesHostsAre() {
            assertThat(chat(strict, "contoso.services.ai.sprue.example", CONTOSO, "ours")
                            .status())
                    .isEqualTo(200);
            assertThat(chat(strict, "fabri.kam.openai.sprue.example:9", FABRIKAM, "theirs")
                            .status())
                    .isEqualTo(200);
            assertThat(chat(strict, "fabri.kam.openai.sprue.example", CONTOSO, "ours")
                            .status())
                    .isEqualTo(401);
        }
    }
}
