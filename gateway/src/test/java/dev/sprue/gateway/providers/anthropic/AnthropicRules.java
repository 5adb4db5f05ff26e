package dev.sprue.gateway.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.testing.specified.UpstreamSpecification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What Anthropic's API refuses: what its specification does not allow, and what its documentation says in words (tool calls and
 * their results belong together, thinking and its conditions). Without the specification beside the repository only the latter.
 */
final class AnthropicRules {

    private static final UpstreamSpecification SPECIFICATION = new UpstreamSpecification("anthropic-openapi.json");

    private AnthropicRules() {}

    /** What is wrong with a value by a schema of the specification; nothing where there is none. */
    static List<String> violations(String schema, JsonNode value) {
        return SPECIFICATION.violations(schema, value);
    }

    /** What is wrong with the body of a request for a message; empty where nothing is. */
    static List<String> refused(JsonNode request) {
        List<String> wrong = new ArrayList<>(violations("CreateMessageParams", request));
        messages(request.path("messages"), wrong);
        thinking(request, wrong);
        tools(request, wrong);
        if (request.path("model").asText().isEmpty()) {
            wrong.add("model: String should have at least 1 character");
        }
        for (JsonNode stop : request.path("stop_sequences")) {
            if (stop.asText().isBlank()) {
                wrong.add("stop_sequences: each stop sequence must contain non-whitespace");
            }
        }
        return wrong;
    }

    private static void messages(JsonNode messages, List<String> wrong) {
        if (messages.isEmpty()) {
            wrong.add("messages: at least one message is required");
        }
        Set<String> open = new HashSet<>();
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.path(i);
            String at = "messages." + i;
            if (message.path("content").isEmpty()
                    && message.path("content").asText().isEmpty()) {
                wrong.add(at + ": messages must have non-empty content");
            }
            Set<String> answered = new HashSet<>();
            boolean other = false;
            for (JsonNode block : message.path("content")) {
                String type = block.path("type").asText();
                if (type.equals("text") && block.path("text").asText().isBlank()) {
                    wrong.add(at + ": text content blocks must contain non-whitespace text");
                }
                boolean result = type.equals("tool_result");
                if (result && other) {
                    wrong.add(at + ": tool_result blocks must come first");
                }
                if (result && !answered.add(block.path("tool_use_id").asText())) {
                    wrong.add(at + ": each tool_use must have a single result");
                }
                other |= !result;
            }
            if (!open.equals(answered)) {
                wrong.add(at + ": tool_use ids " + open + " were answered by tool_result blocks for " + answered);
            }
            open = called(message);
            if (!open.isEmpty() && !message.path("role").asText().equals("assistant")) {
                wrong.add(at + ": tool_use blocks can only be in assistant messages");
            }
        }
        if (!open.isEmpty()) {
            wrong.add("messages: tool_use ids were found without tool_result blocks immediately after: " + open);
        }
    }

    private static Set<String> called(JsonNode message) {
        Set<String> called = new HashSet<>();
        for (JsonNode block : message.path("content")) {
            if (block.path("type").asText().equals("tool_use")) {
                called.add(block.path("id").asText());
            }
        }
        return called;
    }

    private static void thinking(JsonNode request, List<String> wrong) {
        String type = request.path("thinking").path("type").asText("disabled");
        if (type.equals("disabled")) {
            return;
        }
        if (request.path("thinking").path("budget_tokens").asLong()
                >= request.path("max_tokens").asLong()) {
            wrong.add("thinking: `max_tokens` must be greater than `thinking.budget_tokens`");
        }
        if (Set.of("any", "tool")
                .contains(request.path("tool_choice").path("type").asText())) {
            wrong.add("tool_choice: thinking may not be enabled when tool_choice forces tool use");
        }
        if (request.has("temperature") && request.path("temperature").asDouble() != 1) {
            wrong.add("temperature: may only be set to 1 when thinking is enabled");
        }
        String first = firstOfLoop(request.path("messages"));
        if (type.equals("enabled")
                && !Set.of("", "thinking", "redacted_thinking").contains(first)) {
            wrong.add("messages: Expected `thinking` or `redacted_thinking`, but found `" + first + "`");
        }
    }

    /** With what the answer begins whose calls the conversation ends in; empty where it does not end in results of calls. */
    private static String firstOfLoop(JsonNode messages) {
        String first = "";
        for (int i = messages.size() - 1; i >= 0; i--) {
            JsonNode block = messages.path(i).path("content").path(0);
            if (messages.path(i).path("role").asText().equals("assistant")) {
                first = i == messages.size() - 1 ? "" : block.path("type").asText("text");
            } else if (!block.path("type").asText().equals("tool_result")) {
                return i == messages.size() - 1 ? "" : first;
            }
        }
        return first;
    }

    private static void tools(JsonNode request, List<String> wrong) {
        Set<String> names = new HashSet<>();
        for (JsonNode tool : request.path("tools")) {
            if (!names.add(tool.path("name").asText())) {
                wrong.add("tools: Tool names must be unique");
            }
        }
        JsonNode choice = request.path("tool_choice");
        if (!choice.isMissingNode() && names.isEmpty()) {
            wrong.add("tool_choice: may only be specified while providing tools");
        }
        if (choice.has("name") && !names.contains(choice.path("name").asText())) {
            wrong.add("tool_choice: Tool '" + choice.path("name").asText() + "' not found in provided tools");
        }
    }
}
