package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Drawings;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.Shell;
import dev.sprue.conformance.StructuredCases;
import java.awt.Graphics2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tools, an answer by a schema, and a search for pictures, with nothing but curl and JSON as OpenAI's clients write it. */
@ExtendWith(Products.class)
class CurlBuiltInModelsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aFunctionIsCalledAndItsResultGoesBack(BuiltInProduct builtIn) throws IOException {
        ObjectNode body = question("What is the weather in Oslo?");
        ObjectNode function =
                body.putArray("tools").addObject().put("type", "function").putObject("function");
        function.put("name", StructuredCases.FUNCTION)
                .put("description", "Tells the weather in a city.")
                .put("strict", true)
                .set("parameters", StructuredCases.read(StructuredCases.PARAMETERS));
        body.putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", StructuredCases.FUNCTION);
        JsonNode message = curl(builtIn, "chat/completions", body).at("/choices/0/message");
        JsonNode call = message.at("/tool_calls/0");
        assertThat(call.at("/function/name").asText()).isEqualTo(StructuredCases.FUNCTION);
        StructuredCases.assertValid(call.at("/function/arguments").asText(), StructuredCases.PARAMETERS);
        ArrayNode messages = (ArrayNode) body.path("messages");
        messages.add(message);
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", call.path("id").asText())
                .put("content", "{\"sky\":\"clear\"}");
        JsonNode answer = curl(builtIn, "chat/completions", body.put("tool_choice", "none"));
        assertThat(answer.at("/choices/0/message/content").isTextual()).isTrue();
        assertThat(answer.at("/choices/0/message").has("tool_calls")).isFalse();
    }

    @Test
    void anAnswerBySchemaIsWhatTheSchemaSays(BuiltInProduct builtIn) throws IOException {
        ObjectNode body = question("Describe a thing.");
        body.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", "thing")
                .put("strict", true)
                .set("schema", StructuredCases.read(StructuredCases.SCHEMA));
        JsonNode choice = curl(builtIn, "chat/completions", body).at("/choices/0");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        StructuredCases.assertValid(choice.at("/message/content").asText(), StructuredCases.SCHEMA);
    }

    @Test
    void picturesAreFoundByText(BuiltInProduct builtIn) throws IOException {
        ObjectNode pictures = JsonNodeFactory.instance.objectNode().put("model", BuiltInProduct.IMAGE_EMBED);
        ObjectNode texts = JsonNodeFactory.instance.objectNode().put("model", BuiltInProduct.IMAGE_EMBED);
        ArrayNode files = pictures.putArray("input");
        ArrayNode queries = texts.putArray("input");
        for (Map.Entry<String, Consumer<Graphics2D>> drawing : Drawings.all().entrySet()) {
            byte[] png = Files.readAllBytes(Drawings.file(folder, "png", drawing.getValue()));
            files.addObject()
                    .put("image", "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
            queries.add(drawing.getKey());
        }
        JsonNode found = curl(builtIn, "images/embeddings", pictures).path("data");
        JsonNode asked = curl(builtIn, "embeddings", texts).path("data");
        assertThat(found).hasSize(queries.size());
        for (int i = 0; i < queries.size(); i++) {
            assertThat(nearest(asked.path(i).path("embedding"), found))
                    .as(queries.path(i).asText())
                    .isEqualTo(i);
        }
    }

    private static ObjectNode question(String text) {
        return Bodies.chat(BuiltInProduct.CHAT, text)
                .put("temperature", 0)
                .put("max_tokens", StructuredCases.MAX_TOKENS);
    }

    private JsonNode curl(BuiltInProduct builtIn, String path, JsonNode body) throws IOException {
        Path file = Files.writeString(folder.resolve("body.json"), body.toString());
        Shell.Result result = Shell.run(
                "curl --silent --show-error --fail-with-body --noproxy '*' --cacert \"$CA\""
                        + " \"$ENDPOINT/$OPERATION?api-version=2024-05-01-preview\""
                        + " -H \"Authorization: Bearer $KEY\" -H 'Content-Type: application/json' --data-binary \"@$FILE\"",
                Map.of(
                        "CA", builtIn.endpoint().ca().toString(),
                        "ENDPOINT", builtIn.endpoint().models(),
                        "OPERATION", path,
                        "KEY", builtIn.endpoint().key(),
                        "FILE", file.toString()));
        assertThat(result.exitCode()).as("%s", result).isZero();
        return StructuredCases.read(result.stdout());
    }

    private static int nearest(JsonNode query, JsonNode vectors) {
        List<Double> similar = vectors.valueStream()
                .map(item -> dot(query, item.path("embedding")))
                .toList();
        return similar.indexOf(similar.stream().max(Double::compare).orElseThrow());
    }

    private static double dot(JsonNode a, JsonNode b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.path(i).doubleValue() * b.path(i).doubleValue();
        }
        return sum;
    }
}
