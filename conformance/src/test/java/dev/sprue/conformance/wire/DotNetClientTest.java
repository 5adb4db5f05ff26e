package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code Azure.AI.Inference} for .NET sends is understood, and it can read what comes back. */
@ExtendWith(Products.class)
final class DotNetClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The stand-in shows its request, which is the caller's to the letter once both are read as JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"chat", "chat-extras", "chat-images", "chat-audio"})
    void whatItSendsReachesTheModelsServer(String name, RelayProduct relay) throws IOException {
        DotNetRequest request = chat(name);
        Answer answer = request.send(relay.endpoint()).ok();
        assertThat(answer.header("x-ms-client-request-id")).contains("7d0e2a3c-54a7-4f0d-9b62-1c1f1a3a5e01");
        JsonNode choice = DotNetReader.chat(answer.json());
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(JSON.readTree(choice.path("message").path("content").asText()))
                .isEqualTo(forUpstream(request));
    }

    @Test
    void aStream(RelayProduct relay) throws IOException {
        DotNetRequest request = chat("chat-stream");
        EventStream stream = EventStream.complete(request.send(relay.endpoint()));
        List<JsonNode> updates = DotNetReader.updates(stream);
        assertThat(updates.getLast().path("usage").path("completion_tokens").asInt())
                .isPositive();
        ObjectNode expected = forUpstream(request);
        expected.putObject("stream_options").put("include_usage", true);
        assertThat(JSON.readTree(stream.text())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chat-json   | {"form": "filled in"}
            chat-schema | {"ingredients": ["Zürich"], "steps": [{"ingredients": ["Zürich"], "directions": "Zürich"}], \
            "prep_time": "Zürich", "bake_time": "Zürich"}
            """)
    void answersInAForm(String name, String expected, RelayProduct relay) throws IOException {
        JsonNode choice =
                DotNetReader.chat(chat(name).send(relay.endpoint()).ok().json());
        assertThat(JSON.readTree(choice.path("message").path("content").asText()))
                .isEqualTo(JSON.readTree(expected));
    }

    @Test
    void tools(RelayProduct relay) throws IOException {
        JsonNode choice =
                DotNetReader.chat(chat("chat-tools").send(relay.endpoint()).ok().json());
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        JsonNode function = choice.path("message").path("tool_calls").path(0).path("function");
        assertThat(function.path("name").asText()).isEqualTo("get_future_temperature");
        assertThat(function.path("arguments").asText()).isEqualTo("{\"locationName\":\"Zürich\",\"daysInAdvance\":7}");
    }

    @Test
    void streamedTools(RelayProduct relay) throws IOException {
        EventStream calls = EventStream.complete(chat("chat-tools-stream").send(relay.endpoint()));
        assertThat(DotNetReader.updates(calls)
                        .getLast()
                        .path("choices")
                        .path(0)
                        .path("finish_reason")
                        .asText())
                .isEqualTo("tool_calls");
        assertThat(calls.arguments()).isEqualTo("{\"locationName\":\"Zürich\",\"daysInAdvance\":7}");
        EventStream results = EventStream.complete(chat("chat-tools-results").send(relay.endpoint()));
        DotNetReader.updates(results);
        assertThat(results.text()).isEqualTo("{\"call_0001\":\"31 celsius\"}");
    }

    @Test
    void embeddings(RelayProduct relay) throws IOException {
        JsonNode numbers = embed("embeddings", RelayProduct.EMBED, relay);
        assertThat(numbers).hasSize(4).allSatisfy(item -> assertThat(item.path("embedding"))
                .hasSize(6));
        JsonNode texts = embed("embeddings-base64", RelayProduct.EMBED, relay);
        assertThat(texts).hasSize(4).allSatisfy(item -> assertThat(
                        item.path("embedding").isTextual())
                .isTrue());
    }

    @Test
    void imageEmbeddings(BuiltInProduct builtIn) throws IOException {
        DotNetRequest request = DotNetRequest.named("images-embeddings").forModel(BuiltInProduct.IMAGE_EMBED);
        JsonNode data =
                DotNetReader.embeddings(request.send(builtIn.endpoint()).ok().json());
        assertThat(data).hasSize(2).allSatisfy(item -> assertThat(item.path("embedding"))
                .hasSize(64));
    }

    @Test
    void informationAboutTheModel(BuiltInProduct builtIn) throws IOException {
        DotNetReader.info(
                DotNetRequest.named("info").send(builtIn.endpoint()).ok().json());
    }

    @Test
    void errors(RelayProduct relay) throws IOException {
        chat("chat").send(relay.endpoint().withKey("wrong")).error(401, "401");
        DotNetRequest.named("chat").forModel("nobody").send(relay.endpoint()).error(404, "unknown_model");
        DotNetRequest.named("chat")
                .with(",\"model\":\"${model}\"", "")
                .send(relay.endpoint())
                .error(400, "no_model_name");
        DotNetRequest.named("embeddings")
                .forModel(RelayProduct.CHAT)
                .send(relay.endpoint())
                .error(404, "OperationNotSupported");
        DotNetRequest refused = chat("chat-extras").with("extra-parameters: pass-through\n", "");
        Answer answer = refused.send(relay.endpoint());
        answer.error(400);
        assertThat(answer.json().path("detail")).hasSize(2);
        DotNetRequest tooMany = chat("chat-json").with("fill in the form", "fault too_many");
        assertThat(tooMany.send(relay.endpoint()).header("retry-after")).contains("7");
    }

    private static DotNetRequest chat(String name) {
        return DotNetRequest.named(name).forModel(RelayProduct.CHAT);
    }

    private static JsonNode embed(String name, String model, RelayProduct relay) throws IOException {
        Answer answer =
                DotNetRequest.named(name).forModel(model).send(relay.endpoint()).ok();
        return DotNetReader.embeddings(answer.json());
    }

    private static ObjectNode forUpstream(DotNetRequest request) {
        return request.json().<ObjectNode>deepCopy().put("model", OpenAiUpstream.CHAT_MODEL);
    }
}
