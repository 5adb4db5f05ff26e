package dev.sprue.gateway.providers.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a request asks for, whichever of two forms it is in: what was said by whom and in which order, the results of calls of one
 * turn in no order, what may be called, and the parameters. Two requests that mean the same have the same.
 */
record Meaning(List<String> systems, List<String> turns, List<String> tools, Map<String, String> parameters) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** That of a request in OpenAI's form. */
    static Meaning ofCanonical(JsonNode request) throws JsonProcessingException {
        Meaning meaning = new Meaning(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
        Set<String> results = new TreeSet<>();
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asText();
            if (role.equals("tool")) {
                results.add("result " + message.path("tool_call_id").asText() + " "
                        + message.path("content").asText());
                continue;
            }
            meaning.turns.addAll(results);
            results.clear();
            List<String> into = role.equals("system") || role.equals("developer") ? meaning.systems : meaning.turns;
            String who = into == meaning.systems ? "" : role + " ";
            if (message.path("content").isTextual()) {
                into.add(who + message.path("content").asText());
            }
            for (JsonNode part : message.path("content")) {
                into.add(who
                        + (part.has("text")
                                ? part.path("text").asText()
                                : part.path("image_url").path("url").asText()));
            }
            for (JsonNode call : message.path("tool_calls")) {
                JsonNode function = call.path("function");
                into.add("call " + call.path("id").asText() + " "
                        + function.path("name").asText() + " "
                        + MAPPER.readTree(function.path("arguments").asText()));
            }
        }
        meaning.turns.addAll(results);
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.path("function");
            meaning.tools.add(function.path("name").asText() + " "
                    + function.path("description").asText() + " "
                    + function.path("parameters").path("properties") + " "
                    + function.path("parameters").path("required"));
        }
        JsonNode choice = request.path("tool_choice");
        meaning.parameter("choice", choice.isObject() ? choice.path("function").path("name") : choice);
        meaning.parameter("temperature", request.path("temperature"));
        meaning.parameter("top_p", request.path("top_p"));
        meaning.parameter("stop", request.path("stop"));
        meaning.parameter(
                "limit",
                request.has("max_tokens") ? request.path("max_tokens") : request.path("max_completion_tokens"));
        return meaning;
    }

    /** That of a request in Anthropic's form. */
    static Meaning ofMessages(JsonNode request) {
        Meaning meaning = new Meaning(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
        said("", request.path("system"), meaning.systems);
        for (JsonNode message : request.path("messages")) {
            Set<String> results = new TreeSet<>();
            for (JsonNode block : message.path("content")) {
                if (block.path("type").asText().equals("tool_result")) {
                    results.add("result " + block.path("tool_use_id").asText() + " "
                            + block.path("content").asText());
                }
            }
            meaning.turns.addAll(results);
            said(message.path("role").asText() + " ", message.path("content"), meaning.turns);
        }
        for (JsonNode tool : request.path("tools")) {
            meaning.tools.add(tool.path("name").asText() + " "
                    + tool.path("description").asText() + " "
                    + tool.path("input_schema").path("properties") + " "
                    + tool.path("input_schema").path("required"));
        }
        JsonNode choice = request.path("tool_choice");
        String word = choice.path("type").asText();
        switch (word) {
            case "" -> {}
            case "any" -> meaning.parameters.put("choice", "\"required\"");
            case "tool" -> meaning.parameter("choice", choice.path("name"));
            default -> meaning.parameter("choice", choice.path("type"));
        }
        meaning.parameter("temperature", request.path("temperature"));
        meaning.parameter("top_p", request.path("top_p"));
        meaning.parameter("stop", request.path("stop_sequences"));
        if (request.path("max_tokens").asInt() <= 1_000) {
            meaning.parameter("limit", request.path("max_tokens"));
        }
        return meaning;
    }

    private static void said(String who, JsonNode content, List<String> into) {
        if (content.isTextual()) {
            into.add(who + content.asText());
        }
        for (JsonNode block : content) {
            JsonNode source = block.path("source");
            switch (block.path("type").asText()) {
                case "text" -> into.add(who + block.path("text").asText());
                case "image" ->
                    into.add(who + "data:" + source.path("media_type").asText() + ";base64,"
                            + source.path("data").asText());
                case "tool_use" ->
                    into.add("call " + block.path("id").asText() + " "
                            + block.path("name").asText() + " " + block.path("input"));
                default -> {}
            }
        }
    }

    private void parameter(String name, JsonNode value) {
        if (!value.isMissingNode()) {
            parameters.put(name, value.toString());
        }
    }
}
