package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.OpenAiDocument;
import java.util.List;

/** Folds the chunks of streamed text completions into the choices of a whole one. */
final class CompletionFold {
    private static final List<String> LISTS = List.of("tokens", "token_logprobs", "top_logprobs", "text_offset");

    private CompletionFold() {}

    /** Returns the choices, in order of their indexes. */
    static ArrayNode choices(List<JsonNode> chunks, int count) {
        ArrayNode folded = JsonNodeFactory.instance.arrayNode();
        for (int index = 0; index < count; index++) {
            folded.addObject().put("text", "").put("index", index).putNull("logprobs");
        }
        for (JsonNode chunk : chunks) {
            OpenAiDocument.checkCompletion(chunk);
            chunk.path("choices")
                    .forEach(piece -> add(
                            piece, (ObjectNode) folded.path(piece.path("index").asInt())));
        }
        return folded;
    }

    private static void add(JsonNode piece, ObjectNode choice) {
        assertThat(choice.has("finish_reason")).as("a chunk after the last one").isFalse();
        choice.put("text", choice.path("text").asText() + piece.path("text").asText());
        if (!piece.path("logprobs").isNull()) {
            ObjectNode all = choice.path("logprobs") instanceof ObjectNode there ? there : choice.putObject("logprobs");
            LISTS.forEach(list -> all.withArray("/" + list)
                    .addAll((ArrayNode) piece.path("logprobs").path(list)));
        }
        if (!piece.path("finish_reason").isNull()) {
            choice.set("finish_reason", piece.path("finish_reason"));
        }
    }
}
