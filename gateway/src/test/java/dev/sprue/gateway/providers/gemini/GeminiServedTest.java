package dev.sprue.gateway.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SprueServer;
import dev.sprue.gateway.testing.dialects.SurfaceLaw;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's models behind the product as a configuration makes it, before a stand-in that takes only what Google takes. */
@OutOfSpecification("Google's answers have more than OpenAI's")
class GeminiServedTest {

    @RegisterExtension
    static final SprueServer SPRUE = new SprueServer("""
            resources:
              - name: local
                keys: {key1: served-key-0123456789}
                deployments:
                  - {name: chat, model: {format: Google, name: gemini-2.5-flash}}
                  - {name: vertex, model: {format: Google, name: gemini-3-pro-preview}}
                  - {name: embed, model: {format: Google, name: gemini-embedding-001}}
                  - {name: vertex-embed, model: {format: Google, name: vertex-embedding}}
                  - {name: texts, model: {format: Google, name: text-embedding-005}}
                  - {name: pictures, model: {format: Google, name: multimodalembedding}}
                  - {name: newest, model: {format: Google, name: gemini-embedding-2}}
            providers:
              - name: studio
                type: gemini
                endpoint: http://127.0.0.1:%UPSTREAM%
                apiKey: upstream-key-9876543210
                models:
                  - {format: Google, name: gemini-2.5-flash, capabilities: [chatCompletion]}
                  - {format: Google, name: gemini-embedding-001, capabilities: [embeddings]}
              - name: vertex
                type: gemini
                endpoint: http://127.0.0.1:%UPSTREAM%
                apiKey: upstream-key-9876543210
                vertex: {project: a-project, location: europe-west4}
                models:
                  - {format: Google, name: gemini-3-pro-preview, capabilities: [chatCompletion]}
                  - {format: Google, name: vertex-embedding, id: gemini-embedding-001, capabilities: [embeddings]}
                  - {format: Google, name: text-embedding-005, capabilities: [embeddings]}
                  - {format: Google, name: multimodalembedding, id: multimodalembedding@001, capabilities: [imageEmbeddings]}
                  - {format: Google, name: gemini-embedding-2, capabilities: [embeddings, imageEmbeddings]}
            """);

    private static final String KEY = "served-key-0123456789";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private final GeminiReply reply = new GeminiReply(3);
    private final GeminiUpstream aiStudio = GeminiUpstream.aiStudio(this::answer);
    private final GeminiUpstream vertex = GeminiUpstream.vertex(this::answer);

    @BeforeEach
    void standIn() {
        SPRUE.upstream().script((request, connection) -> {
            boolean studio = request.line().startsWith("POST /v1beta/");
            (studio ? aiStudio : vertex).answer(request, connection);
        });
        SPRUE.upstream().forget();
    }

    private void answer(String method, JsonNode request, ScriptedUpstream.Connection connection) throws IOException {
        switch (method) {
            case "generateContent" -> connection.answer(200, "application/json; charset=UTF-8", reply.whole());
            case "streamGenerateContent" ->
                connection.stream().chunk(reply.stream()).end();
            case "batchEmbedContents" -> {
                ObjectNode answer = JSON.objectNode();
                ArrayNode all = answer.putArray("embeddings");
                request.path("requests").forEach(one -> vector(all.addObject().putArray("values"), one));
                connection.answer(200, "application/json", answer.toPrettyString());
            }
            case "embedContent" -> {
                ObjectNode answer = JSON.objectNode();
                vector(answer.putObject("embedding").putArray("values"), request);
                answer.putObject("usageMetadata").put("promptTokenCount", 5);
                connection.answer(200, "application/json", answer.toPrettyString());
            }
            default ->
                connection.answer(200, "application/json", predictions(request).toPrettyString());
        }
    }

    private static ObjectNode predictions(JsonNode request) {
        ObjectNode answer = JSON.objectNode();
        ArrayNode all = answer.putArray("predictions");
        for (JsonNode instance : request.path("instances")) {
            if (instance.has("image")) {
                vector(all.addObject().putArray("imageEmbedding"), instance);
            } else {
                ObjectNode embeddings = all.addObject().putObject("embeddings");
                vector(embeddings.putArray("values"), instance);
                embeddings.putObject("statistics").put("token_count", 4).put("truncated", false);
            }
        }
        return answer;
    }

    /** The same vector for the same input, and another for another. */
    private static void vector(ArrayNode values, JsonNode input) {
        values.add(0.5).add(-0.25).add(input.toString().length());
    }

    private static RawHttp.Answer post(String path, JsonNode body) {
        return SPRUE.post(path, KEY, body.toString());
    }

    private static ObjectNode chat(String deployment) {
        ObjectNode body = JSON.objectNode().put("model", deployment);
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi é");
        return body;
    }

    @Test
    void aStreamAndAWholeAnswerSayTheSameOnEverySurface() throws Exception {
        SurfaceLaw.holds(SPRUE, KEY);
    }

    @Test
    void vertexIsServedAlike() {
        for (boolean stream : new boolean[] {false, true}) {
            RawHttp.Answer answer =
                    post("/openai/v1/chat/completions", chat("vertex").put("stream", stream));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void whatATurnOfToolsNeedsComesBackToGoogle() throws Exception {
        vertex.reply((method, request, connection) -> connection.answer(200, "application/json", """
                {"candidates":[{"content":{"role":"model","parts":[
                  {"functionCall":{"name":"look_up","args":{"q":"a\\"é"}},"thoughtSignature":"c2lnbmVk"}]},
                  "finishReason":"STOP"}],"responseId":"r1","modelVersion":"gemini-3-pro-preview"}"""));
        ObjectNode first = chat("vertex");
        ObjectNode function =
                first.putArray("tools").addObject().put("type", "function").putObject("function");
        function.put("name", "look_up").putObject("parameters").put("type", "object");
        JsonNode message = MAPPER.readTree(
                        post("/openai/v1/chat/completions", first).body())
                .at("/choices/0/message");
        assertThat(message.at("/tool_calls/0/function/arguments").asText()).isEqualTo("{\"q\":\"a\\\"é\"}");
        ObjectNode second = first.deepCopy();
        second.withArray("/messages").add(message);
        second.withArray("/messages")
                .addObject()
                .put("role", "tool")
                .set("tool_call_id", message.at("/tool_calls/0/id"));
        ((ObjectNode) second.at("/messages/2")).put("content", "found");
        SPRUE.upstream().forget();
        RawHttp.Answer answer = post("/openai/v1/chat/completions", second);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode sent = MAPPER.readTree(SPRUE.upstream().request().body());
        assertThat(sent.at("/contents/1/parts/0/thoughtSignature").asText()).isEqualTo("c2lnbmVk");
        assertThat(sent.at("/contents/2/parts/0/functionResponse/response"))
                .isEqualTo(MAPPER.readTree("{\"output\":\"found\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed", "vertex-embed", "texts", "newest"})
    void textsBecomeVectorsInEachEncoding(String deployment) throws Exception {
        ObjectNode body = JSON.objectNode().put("model", deployment).put("dimensions", 3);
        body.putArray("input").add("one").add("two é");
        JsonNode floats = MAPPER.readTree(post("/openai/v1/embeddings", body).body());
        assertThat(floats.path("data")).as(floats.toString()).hasSize(2);
        assertThat(floats.at("/data/1/embedding/2").asInt())
                .isNotEqualTo(floats.at("/data/0/embedding/2").asInt());
        assertThat(floats.at("/usage/prompt_tokens").isInt()).isTrue();
        RawHttp.Answer encoded = post("/openai/v1/embeddings", body.put("encoding_format", "base64"));
        assertThat(encoded.status()).as(encoded.body()).isEqualTo(200);
        assertThat(MAPPER.readTree(encoded.body()).at("/data/0/embedding").asText())
                .startsWith("AAAAPwAAgL4");
    }

    @Test
    void whatTextsAreForIsSaidInGooglesWords() throws Exception {
        ObjectNode body = JSON.objectNode().put("model", "embed").put("input_type", "query");
        body.putArray("input").add("one");
        RawHttp.Answer answer = post("/models/embeddings?api-version=2024-05-01-preview", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(MAPPER.readTree(SPRUE.upstream().request().body())
                        .at("/requests/0/taskType")
                        .asText())
                .isEqualTo("RETRIEVAL_QUERY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pictures", "newest"})
    void picturesBecomeVectors(String deployment) throws Exception {
        ObjectNode body = JSON.objectNode().put("model", deployment);
        body.putArray("input").addObject().put("image", "data:image/png;base64," + PIXEL);
        body.withArray("/input").addObject().put("image", "data:image/png;base64," + PIXEL);
        RawHttp.Answer answer = post("/models/images/embeddings?api-version=2024-05-01-preview", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(MAPPER.readTree(answer.body()).path("data")).hasSize(2);
        assertThat(SPRUE.upstream().request().body()).contains(PIXEL);
    }

    @Test
    void callersInGooglesWordsSayTheTypesOfTheirFiles() throws Exception {
        String parts = "[{\"fileData\":{\"mimeType\":\"video/mp4\",\"fileUri\":\"https://example.com/files/1\"}},"
                + "{\"fileData\":{\"mimeType\":\"image/heic\",\"fileUri\":\"https://example.com/a.png\"}}]";
        try (RawHttp raw = SPRUE.connect()) {
            RawHttp.Answer answer = raw.send(
                            "POST /gemini/v1beta/models/chat:generateContent HTTP/1.1\nhost: s\ncontent-type: application/json"
                                    + "\nx-goog-api-key: " + KEY,
                            "{\"contents\":[{\"parts\":" + parts + "}]}")
                    .answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
        assertThat(MAPPER.readTree(SPRUE.upstream().request().body()).at("/contents/0/parts"))
                .isEqualTo(MAPPER.readTree(parts));
    }

    @Test
    void tokensAreNoTexts() {
        ObjectNode body = JSON.objectNode().put("model", "embed");
        body.putArray("input").add(1).add(2);
        RawHttp.Answer answer = post("/models/embeddings?api-version=2024-05-01-preview", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(SPRUE.upstream().waiting()).isZero();
    }

    @Test
    void whatGoogleRefusesComesBackInItsWords() throws Exception {
        ObjectNode body = chat("chat");
        body.putArray("stop").add("a").add("b").add("c").add("d").add("e").add("f");
        RawHttp.Answer answer = post("/models/chat/completions?api-version=2024-05-01-preview", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonNode error = MAPPER.readTree(answer.body()).path("error");
        assertThat(error.path("message").asText()).contains("stop_sequences");
        assertThat(error.at("/innererror/code").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.at("/innererror/param").asText()).isEqualTo("stop");
    }
}
