package dev.sprue.gateway.providers.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** What a chat request says, in lines that are the same for a canonical request and for the one that is sent to Bedrock. */
final class ReadBack {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReadBack() {}

    static List<String> canonical(JsonNode request) throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            if (isSystem(message)) {
                lines.add("system text " + message.path("content").asText());
            }
        }
        boolean usesTools = false;
        for (JsonNode message : request.path("messages")) {
            if (!isSystem(message)) {
                String role = message.path("role").asText();
                usesTools |= role.equals("tool");
                message(message, role, lines);
            }
        }
        lines.add("temperature " + request.path("temperature"));
        lines.add("topP " + request.path("top_p"));
        lines.add("max "
                + (request.has("max_tokens") ? request.path("max_tokens") : request.path("max_completion_tokens")));
        lines.add("stop " + request.path("stop"));
        JsonNode choice = request.path("tool_choice");
        if (!choice.asText().equals("none") || usesTools) {
            for (JsonNode tool : request.path("tools")) {
                JsonNode function = tool.path("function");
                JsonNode schema = function.has("parameters")
                        ? function.path("parameters")
                        : MAPPER.readTree("{\"type\":\"object\",\"properties\":{}}");
                lines.add("tool " + function.path("name") + function.path("description") + schema);
            }
            lines.add("choice "
                    + (choice.isObject()
                            ? choice.at("/function/name").asText()
                            : choice.asText().equals("auto") ? "" : choice.asText()));
        } else {
            lines.add("choice ");
        }
        return lines;
    }

    private static boolean isSystem(JsonNode message) {
        return List.of("system", "developer").contains(message.path("role").asText());
    }

    private static void message(JsonNode message, String role, List<String> lines) throws JsonProcessingException {
        JsonNode content = message.path("content");
        if (role.equals("tool")) {
            lines.add("result " + message.path("tool_call_id").asText() + " " + content.asText());
            return;
        }
        if (content.isTextual()) {
            lines.add(role + " text " + content.asText());
        }
        for (JsonNode part : content) {
            lines.add(
                    part.has("text")
                            ? role + " text " + part.path("text").asText()
                            : role + " image "
                                    + part.at("/image_url/url").asText().replace("data:image/png;base64,", "png "));
        }
        for (JsonNode call : message.path("tool_calls")) {
            lines.add("call " + call.path("id").asText() + " "
                    + call.at("/function/name").asText() + " "
                    + MAPPER.readTree(call.at("/function/arguments").asText()));
        }
    }

    static List<String> sent(JsonNode request) {
        List<String> lines = new ArrayList<>();
        for (JsonNode block : request.path("system")) {
            lines.add("system text " + block.path("text").asText());
        }
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asText();
            for (JsonNode block : message.path("content")) {
                block(block, role, lines);
            }
        }
        JsonNode config = request.path("inferenceConfig");
        lines.add("temperature " + config.path("temperature"));
        lines.add("topP " + config.path("topP"));
        lines.add("max " + config.path("maxTokens"));
        lines.add("stop " + config.path("stopSequences"));
        JsonNode tools = request.path("toolConfig");
        for (JsonNode tool : tools.path("tools")) {
            JsonNode spec = tool.path("toolSpec");
            lines.add("tool " + spec.path("name") + spec.path("description") + spec.at("/inputSchema/json"));
        }
        JsonNode choice = tools.path("toolChoice");
        String own =
                request.at("/additionalModelRequestFields/tool_choice/type").asText();
        lines.add("choice "
                + (choice.has("any")
                        ? "required"
                        : own.isEmpty() ? choice.at("/tool/name").asText() : own));
        return lines;
    }

    private static void block(JsonNode block, String role, List<String> lines) {
        if (block.has("text")) {
            lines.add(role + " text " + block.path("text").asText());
        } else if (block.has("image")) {
            JsonNode image = block.path("image");
            lines.add(role + " image " + image.path("format").asText() + " "
                    + image.at("/source/bytes").asText());
        } else if (block.has("toolUse")) {
            JsonNode call = block.path("toolUse");
            lines.add("call " + call.path("toolUseId").asText() + " "
                    + call.path("name").asText() + " " + call.path("input"));
        } else {
            JsonNode result = block.path("toolResult");
            lines.add("result " + result.path("toolUseId").asText() + " "
                    + result.at("/content/0/text").asText());
        }
    }
}
