package dev.sprue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.specification.ModelInference;
import dev.sprue.specification.SchemaDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** OpenAI's document of its API, which judges answers where it is beside the repository. */
public final class OpenAiDocument {
    private static final Optional<SchemaDocument> FOUND = ModelInference.folder(repository())
            .map(specs -> SchemaDocument.read(specs.resolve("openai").resolve("openapi.json")));

    private OpenAiDocument() {}

    private static Path repository() {
        Path module = Path.of("").toAbsolutePath();
        return module.endsWith("engine")
                ? Optional.ofNullable(module.getParent()).orElse(module)
                : module;
    }

    /** Holds an answer to the schema of that name. */
    public static void check(String schema, JsonNode answer) {
        assertThat(FOUND.map(document -> document.violations(schema, answer)).orElse(List.of()))
                .as(answer.toString())
                .isEmpty();
    }

    /**
     * Holds a text completion, or a chunk of one, to its schema, but for nulls that the document does not know and the
     * service sends: choices that go on, chunks before the usage, and the first echoed token, which nothing foretells.
     */
    public static void checkCompletion(JsonNode answer) {
        ObjectNode filled = answer.deepCopy();
        if (filled.path("usage").isNull()) {
            filled.remove("usage");
        }
        for (JsonNode choice : filled.path("choices")) {
            if (choice.path("finish_reason").isNull()) {
                ((ObjectNode) choice).put("finish_reason", "stop");
            }
            if (choice.at("/logprobs/token_logprobs/0").isNull()) {
                ((ArrayNode) choice.at("/logprobs/token_logprobs")).set(0, 0);
                ((ArrayNode) choice.at("/logprobs/top_logprobs")).set(0, filled.objectNode());
            }
        }
        check("CreateCompletionResponse", filled);
    }
}
