package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The content blocks of an earlier answer that the canonical form has no place for and that the API wants back unchanged:
 * {@code reasoning_details} of an assistant's message. Blocks of other providers stand there too, and are passed over.
 */
final class GivenBack {

    private static final Set<String> THOUGHTS = Set.of("thinking", "redacted_thinking");

    /** The blocks of the specification's {@code InputContentBlock} that only the API itself can have written. */
    private static final Set<String> OTHERS = Set.of(
            "server_tool_use",
            "web_search_tool_result",
            "web_fetch_tool_result",
            "code_execution_tool_result",
            "bash_code_execution_tool_result",
            "text_editor_code_execution_tool_result",
            "tool_search_tool_result",
            "container_upload");

    private GivenBack() {}

    /** The blocks, in their order. */
    static List<JsonValue> blocks(Message.Assistant message) {
        if (message.details().isEmpty()) {
            return List.of();
        }
        List<JsonValue> blocks = new ArrayList<>();
        message.details().get().items(block -> {
            if (isOurs(block)) {
                blocks.add(block);
            }
        });
        return blocks;
    }

    /** Whether the first of them is a thought. */
    static boolean beginsWithThoughts(Message.Assistant message) {
        List<JsonValue> blocks = blocks(message);
        return !blocks.isEmpty() && THOUGHTS.contains(type(blocks.getFirst()));
    }

    private static boolean isOurs(JsonValue block) {
        return switch (type(block)) {
            case "thinking" -> isString(block, "signature") && isString(block, "thinking");
            case "redacted_thinking" -> isString(block, "data");
            case String other -> OTHERS.contains(other);
        };
    }

    private static String type(JsonValue block) {
        return block.field("type")
                .filter(type -> type.kind() == JsonKind.STRING)
                .map(JsonValue::text)
                .orElse("");
    }

    private static boolean isString(JsonValue block, String name) {
        Optional<JsonValue> value = block.field(name);
        return value.isPresent() && value.get().kind() == JsonKind.STRING;
    }
}
