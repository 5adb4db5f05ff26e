package dev.sprue.engine.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Folds the chunks of streamed chat completions into the choices of a whole one, by the general rule: what is text grows. */
final class ChatFold {

    private ChatFold() {}

    /** Returns the choices, in order of their indexes. */
    static ArrayNode choices(List<JsonNode> chunks, int count) {
        ArrayNode folded = JsonNodeFactory.instance.arrayNode();
        for (int index = 0; index < count; index++) {
            ObjectNode choice = folded.addObject().put("index", index);
            choice.putObject("message");
            choice.putNull("logprobs");
        }
        for (JsonNode chunk : chunks) {
            for (JsonNode piece : chunk.path("choices")) {
                ObjectNode choice = (ObjectNode) folded.path(piece.path("index").asInt());
                merge(piece.path("delta"), (ObjectNode) choice.path("message"));
                if (!piece.path("logprobs").isNull()) {
                    choice.withObject("/logprobs").set("refusal", piece.at("/logprobs/refusal"));
                    choice.withArray("/logprobs/content").addAll((ArrayNode) piece.at("/logprobs/content"));
                }
                if (!piece.path("finish_reason").isNull()) {
                    choice.set("finish_reason", piece.path("finish_reason"));
                }
            }
        }
        return folded;
    }

    private static void merge(JsonNode piece, ObjectNode whole) {
        piece.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            JsonNode known = whole.path(name);
            if (name.equals("tool_calls")) {
                for (JsonNode call : value) {
                    ArrayNode calls = whole.withArray("/tool_calls");
                    int index = call.path("index").asInt();
                    if (index == calls.size()) {
                        calls.addObject();
                    }
                    merge(((ObjectNode) call.deepCopy()).without("index"), (ObjectNode) calls.get(index));
                }
            } else if (value.isObject()) {
                merge(value, known.isObject() ? (ObjectNode) known : whole.putObject(name));
            } else if (value.isTextual() && known.isTextual()) {
                whole.put(name, known.asText() + value.asText());
            } else {
                whole.set(name, value);
            }
        });
    }
}
