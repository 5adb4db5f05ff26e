package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths there are, and what headers do, on every route. */
class PathsAndHeadersTest {

    private static final String CHAT = "\"messages\":[{\"role\":\"user\",\"content\":\"tell nobody\"}]";
    private static final String EMBEDDINGS = "\"input\":[\"tell nobody\"]";
    private static final String IMAGES = "\"input\":[{\"image\":\"data:image/png;base64,iVBORw0KGgo=\"}]";

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream()
                .script((request, connection) -> connection.answer(
                        200,
                        "application/json",
                        request.line().contains("chat") ? "{\"choices\":[{}]}" : "{\"data\":[{\"embedding\":[1]}]}"));
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
        upstream.forget();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST, /batches,                 /openai/v1/batches
            GET,  /batches,                 /openai/v1/batches
            POST, /batches/b1/cancel,       /openai/v1/batches
            POST, /chat/completions/batch,  /openai/v1/batches
            POST, /chat/completions/batches, /openai/v1/batches
            POST, //Batches,                /openai/v1/batches
            POST, /files,                   /openai/v1/files
            GET,  /files/f1/content,        /openai/v1/files
            GET,  /realtime,                /openai/v1/realtime
            POST, /realtime/sessions,       /openai/v1/realtime
            POST, /realtimeapi/sessions,    /openai/v1/realtime
            """)
    void batchesAndRealtimeAreElsewhere(String method, String path, String where) {
        for (String base : new String[] {"/models", "/api/models"}) {
            RawHttp.Answer answer = send(method + " " + base + path + "?api-version=2025-04-01 HTTP/1.1", "", "{}");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("x-ms-error-code")).hasValue("OperationNotSupported");
            assertThat(answer.body()).contains(where).contains("Azure OpenAI API");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/openai/v1/batches", "/openai/v1/realtime", "/modelsx/batches", "/models/nothing", "/api/models"
            })
    void otherPathsAreSimplyNotThere(String path) {
        RawHttp.Answer answer = send("GET " + path + "?api-version=2025-04-01 HTTP/1.1", "", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("x-ms-error-code")).hasValue("404");
        assertThat(answer.body()).contains("\"message\":\"Resource not found\"").doesNotContain("Azure OpenAI");
    }

    @Test
    void aWebSocketForRealtimeIsRefusedInWords() {
        try (RawHttp raw = rig.connect()) {
            RawHttp.Answer answer = raw.send(
                            "GET /models/realtime?model=chat HTTP/1.1\nhost: rig\nconnection: Upgrade\n"
                                    + "upgrade: websocket\nsec-websocket-version: 13\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\n\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("/openai/v1/realtime");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models", "/api/models", "//models", "/models/"})
    void bothBasePathsServeEveryRoute(String base) {
        assertThat(post(base + "/chat/completions", "", CHAT).status()).isEqualTo(200);
        assertThat(post(base + "/embeddings", "", EMBEDDINGS).status()).isEqualTo(200);
        assertThat(post(base + "/images/embeddings", "", IMAGES).status()).isEqualTo(200);
        assertThat(send("GET " + base + "/info?api-version=2025-04-01 HTTP/1.1", "", "")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat/completions", "/embeddings", "/images/embeddings"})
    void extraParametersAreRefusedDroppedOrPassed(String route) throws Exception {
        String body = body(route) + ",\"x_new\":{\"a\":1}";
        for (String error : new String[] {"", "\nextra-parameters: error", "\nextra-parameters: Error"}) {
            RawHttp.Answer refused = post("/models" + route, error, body);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.header("x-ms-error-code")).hasValue("parameter_not_supported");
            assertThat(refused.body()).contains("'x_new'").contains("\"loc\":[\"body\",\"x_new\"]");
        }
        assertThat(upstream.waiting()).isZero();

        assertThat(post("/models" + route, "\nextra-parameters: drop", body).status())
                .isEqualTo(200);
        assertThat(upstream.request().body()).doesNotContain("x_new");

        assertThat(post("/models" + route, "\nextra-parameters: pass-through", body)
                        .status())
                .isEqualTo(200);
        assertThat(upstream.request().body()).contains("\"x_new\":{\"a\":1}");

        RawHttp.Answer unknown = post("/models" + route, "\nextra-parameters: ignore", body(route));
        assertThat(unknown.status()).as("also where there are no extras").isEqualTo(400);
        assertThat(unknown.body())
                .contains("Unexpected EXTRA_PARAMETERS option 'ignore', expected options are"
                        + " ['error', 'drop', 'pass-through']");
    }

    @Test
    void extraFieldsInsideMessagesAreNoExtraParameters() throws Exception {
        String body = "\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"name\":\"ann\",\"x_new\":1}]";
        assertThat(post("/models/chat/completions", "", body).status()).isEqualTo(200);
        assertThat(upstream.request().body()).contains("\"name\":\"ann\",\"x_new\":1");
        assertThat(post("/models/chat/completions", "\nextra-parameters: drop", body)
                        .status())
                .isEqualTo(200);
        assertThat(upstream.request().body()).contains("\"name\":\"ann\",\"x_new\":1");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2024-05-01-preview, 400
            2025-04-01,         400
            2025-05-01,         200
            2025-05-15-preview, 200
            """)
    void theSecurityContextCameWithAVersion(String version, int status) {
        String context = ",\"user_security_context\":{\"application_name\":\"app\"}";
        assertThat(chat(version, CHAT + context).status()).isEqualTo(status);
        String wrong = ",\"user_security_context\":{\"source_ip\":\"1\"}";
        RawHttp.Answer refused = chat(version, CHAT + wrong);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body())
                .contains(
                        status == 200
                                ? "user_security_context.source_ip"
                                : "Extra parameters ['user_security_context']");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-ms-model-mesh-model-name", "azureml-model-deployment"})
    void headersNameTheDeploymentWhereTheBodyDoesNot(String header) throws Exception {
        assertThat(post("/models/embeddings", "\n" + header + ": EMBED", EMBEDDINGS)
                        .status())
                .isEqualTo(200);
        assertThat(upstream.request().body()).contains("upstream-embed");
        assertThat(post("/models/embeddings", "\n" + header + ": nobody", EMBEDDINGS + ",\"model\":\"embed\"")
                        .status())
                .as("the body counts first")
                .isEqualTo(200);
        RawHttp.Answer unknown = post("/models/embeddings", "\n" + header + ": nobody", EMBEDDINGS);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.header("x-ms-error-code")).hasValue("unknown_model");
        RawHttp.Answer info =
                send("GET /models/info?api-version=2024-05-01-preview HTTP/1.1", "\n" + header + ": embed", "");
        assertThat(info.body()).contains("\"model_name\":\"Embed-model\"");
    }

    @Test
    void infoNamesTheModelByItsQuery() {
        assertThat(send("GET /models/info?api-version=2025-05-01&model=PICTURES HTTP/1.1", "", "")
                        .body())
                .contains("\"model_name\":\"Pictures-model\"");
        RawHttp.Answer unknown = send("GET /models/info?api-version=2025-05-01&model=nobody HTTP/1.1", "", "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.header("x-ms-error-code")).hasValue("unknown_model");
    }

    private static String body(String route) {
        return switch (route) {
            case "/chat/completions" -> CHAT;
            case "/embeddings" -> EMBEDDINGS;
            default -> IMAGES;
        };
    }

    private static RawHttp.Answer chat(String version, String fields) {
        return rig.call("/models/chat/completions?api-version=" + version, "{" + fields + "}");
    }

    private static RawHttp.Answer post(String path, String headers, String fields) {
        return send("POST " + path + "?api-version=2024-05-01-preview HTTP/1.1", headers, "{" + fields + "}");
    }

    private static RawHttp.Answer send(String line, String headers, String body) {
        try (RawHttp raw = rig.connect()) {
            return raw.send(
                            line + "\nhost: rig\napi-key: " + Rig.KEY + "\ncontent-type: application/json" + headers,
                            body)
                    .answer();
        }
    }
}
