package dev.sprue.gateway.providers.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SprueServer;
import dev.sprue.gateway.testing.dialects.SurfaceLaw;
import dev.sprue.gateway.testing.specified.Specifications;
import dev.sprue.specification.SchemaDocument;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A provider of type {@code ollama} behind each surface, before a server that holds requests to Ollama's specification. */
class OllamaProviderTest {

    private static final String KEY = "rig-key-0123456789-secret";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SAY = "\"messages\":[{\"role\":\"user\",\"content\":\"tell nobody\"}]";

    @RegisterExtension
    static final SprueServer SERVER = new SprueServer("""
            listen: {httpsPort: 0, httpPort: 0}
            resources:
              - name: rig
                keys: {key1: rig-key-0123456789-secret}
                deployments:
                  - {name: chat, model: {format: Qwen, name: qwen3}}
                  - {name: embed, model: {format: Google, name: embeddinggemma}}
            providers:
              - name: box
                type: ollama
                endpoint: http://127.0.0.1:%UPSTREAM%
                models:
                  - {format: Qwen, name: qwen3, id: "qwen3:8b", capabilities: [chatCompletion]}
                  - {format: Google, name: embeddinggemma, capabilities: [embeddings]}
            """);

    @BeforeEach
    void standIn() {
        Optional<SchemaDocument> specified = Specifications.found().map(found -> found.upstream("ollama-openapi.yaml"));
        SERVER.upstream()
                .script((request, connection) -> answer(request, connection, specified))
                .forget();
    }

    private static void answer(
            ScriptedUpstream.Request request,
            ScriptedUpstream.Connection connection,
            Optional<SchemaDocument> specified)
            throws IOException {
        JsonNode body = MAPPER.readTree(request.body());
        boolean chat = request.line().contains(" /api/chat ");
        List<String> faults = specified
                .map(document -> document.violations(chat ? "ChatRequest" : "EmbedRequest", body))
                .orElse(List.of());
        if (!faults.isEmpty()) {
            connection.answer(
                    400,
                    "application/json",
                    "{\"error\":" + MAPPER.writeValueAsString(String.join("; ", faults)) + "}");
        } else if (!chat) {
            connection.answer(
                    200,
                    "application/json; charset=utf-8",
                    "{\"model\":\"m\",\"embeddings\":[[0.5,-0.25]],\"prompt_eval_count\":3}");
        } else if (body.path("stream").asBoolean()) {
            connection
                    .send("HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n")
                    .chunk(OllamaReply.of(5).stream())
                    .end();
        } else {
            connection.answer(
                    200,
                    "application/json; charset=utf-8",
                    OllamaReply.of(5).whole().toString());
        }
    }

    private static RawHttp.Answer post(String path, String body, String... headers) {
        return SERVER.post(path, KEY, body, headers);
    }

    @Test
    void chatsComeWholeAndStreamedOnEverySurface() throws Exception {
        SurfaceLaw.holds(SERVER, KEY);
        JsonNode sent = MAPPER.readTree(SERVER.upstream().request().body());
        assertThat(sent.path("model").asText()).isEqualTo("qwen3:8b");
    }

    /** Ollama has no encodings: what OpenAI's clients ask for by themselves is made of its numbers. */
    @Test
    void vectorsComeInTheEncodingThatIsAskedFor() throws Exception {
        RawHttp.Answer answer =
                post("/openai/v1/embeddings", "{\"model\":\"embed\",\"input\":\"a\",\"encoding_format\":\"base64\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode json = MAPPER.readTree(answer.body());
        assertThat(json.at("/data/0/embedding").asText()).isEqualTo("AAAAPwAAgL4=");
        assertThat(json.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void aStreamThatIsNoneIsRefused() {
        SERVER.upstream()
                .script((request, connection) ->
                        connection.answer(200, "application/json", "{\"message\":{\"content\":\"a\"},\"done\":true}"));
        RawHttp.Answer answer = post("/openai/v1/chat/completions", "{\"model\":\"chat\",\"stream\":true," + SAY + "}");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_failed");
    }
}
