package dev.sprue.gateway.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an answer says, whole or as the events of a stream put together as clients do: the same for both. */
public final class Folded {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of("text", "content", "reasoning_content", "refusal");

    private final Map<Integer, ObjectNode> choices = new TreeMap<>();
    private JsonNode usage = JSON.nullNode();

    private Folded() {}

    /** A whole answer. */
    public static JsonNode whole(String answer) throws JsonProcessingException {
        Folded folded = new Folded();
        folded.take(MAPPER.readTree(answer), "message");
        return folded.result();
    }

    /** The events of a stream, with the word that ends it or without. */
    public static JsonNode stream(List<String> events) throws JsonProcessingException {
        Folded folded = new Folded();
        for (String event : events) {
            if (!event.equals("[DONE]")) {
                folded.take(MAPPER.readTree(event), "delta");
            }
        }
        return folded.result();
    }

    private JsonNode result() {
        ObjectNode result = JSON.objectNode();
        ArrayNode all = result.putArray("choices");
        choices.values().forEach(all::add);
        result.set("usage", usage);
        return result;
    }

    private void take(JsonNode answer, String part) {
        if (answer.path("usage").isObject()) {
            usage = answer.get("usage");
        }
        for (JsonNode choice : answer.path("choices")) {
            ObjectNode known = choices.computeIfAbsent(choice.path("index").asInt(), index -> {
                ObjectNode made = JSON.objectNode().put("index", index);
                TEXTS.forEach(field -> made.put(field, ""));
                return made;
            });
            JsonNode said = choice.has("text") ? choice : choice.path(part);
            for (String field : TEXTS) {
                if (said.path(field).isTextual()) {
                    known.put(field, known.get(field).asText() + said.get(field).asText());
                }
            }
            if (choice.path("finish_reason").isTextual()) {
                known.set("finish_reason", choice.get("finish_reason"));
            }
            choice.path("logprobs").properties().forEach(field -> field.getValue()
                    .forEach(one ->
                            known.withArray("/logprobs/" + field.getKey()).add(one)));
            calls(known, said.path("tool_calls"));
        }
    }

    private static void calls(ObjectNode known, JsonNode calls) {
        for (int i = 0; i < calls.size(); i++) {
            JsonNode call = calls.get(i);
            String at = "/calls/" + call.path("index").asInt(i);
            ObjectNode into = known.withObject(at);
            for (JsonNode source : List.of(call, call.path("function"))) {
                for (String field : List.of("id", "type", "name", "arguments")) {
                    if (source.path(field).isTextual()) {
                        into.put(
                                field,
                                into.path(field).asText("") + source.get(field).asText());
                    }
                }
            }
        }
    }
}
