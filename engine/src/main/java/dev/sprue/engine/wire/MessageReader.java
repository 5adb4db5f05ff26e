package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.chat.ChatMessage;
import dev.sprue.engine.chat.Role;
import dev.sprue.engine.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the messages of a conversation. */
final class MessageReader {

    private MessageReader() {}

    static List<ChatMessage> read(JsonNode messages) {
        if (!messages.isArray()) {
            throw Fields.wrongType("messages", messages, "an array");
        }
        if (messages.isEmpty()) {
            throw Fields.invalid("messages", "is empty; at least one message is needed.");
        }
        List<ChatMessage> read = new ArrayList<>();
        for (JsonNode message : messages) {
            String path = "messages[" + read.size() + "]";
            if (!(message instanceof ObjectNode object)) {
                throw Fields.wrongType(path, message, "an object");
            }
            read.add(message(new Fields(object, path + ".")));
        }
        return read;
    }

    private static ChatMessage message(Fields fields) {
        Role role = role(fields);
        List<ToolCall> calls = role == Role.ASSISTANT ? toolCalls(fields) : List.of();
        if (fields.get("audio").isPresent()) {
            throw ApiException.notSupported(
                    fields.path("audio"),
                    "\"" + fields.path("audio") + "\" names an answer in sound; the built-in models give none.");
        }
        Optional<JsonNode> content = fields.get("content");
        if (content.isEmpty() && role != Role.ASSISTANT) {
            fields.require("content");
        }
        return new ChatMessage(
                role,
                content.map(value -> content(fields.path("content"), value))
                        .orElseGet(() -> fields.text("refusal").orElse("")),
                calls);
    }

    private static Role role(Fields fields) {
        String role = fields.requireText("role");
        return switch (role) {
            case "system", "developer" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool", "function" -> Role.TOOL;
            default ->
                throw Fields.invalid(
                        fields.path("role"),
                        "is " + Fields.shown(fields.require("role"))
                                + "; it must be system, developer, user, assistant, tool or function.");
        };
    }

    private static String content(String path, JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            throw Fields.wrongType(path, content, "a string or an array of text parts");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < content.size(); i++) {
            text.append(part(path + "[" + i + "]", content.get(i)));
        }
        return text.toString();
    }

    private static String part(String path, JsonNode part) {
        if (!(part instanceof ObjectNode object)) {
            throw Fields.wrongType(path, part, "an object");
        }
        Fields fields = new Fields(object, path + ".");
        String type = fields.requireText("type");
        return switch (type) {
            case "text" -> fields.requireText("text");
            case "refusal" -> fields.requireText("refusal");
            case "image_url", "input_audio", "file" ->
                throw ApiException.notSupported(
                        path, "The built-in models read text only; \"" + path + "\" is of type " + type + ".");
            default ->
                throw Fields.invalid(
                        fields.path("type"), "is " + Fields.shown(fields.require("type")) + "; it must be text.");
        };
    }

    private static List<ToolCall> toolCalls(Fields fields) {
        Optional<JsonNode> calls = fields.get("tool_calls");
        if (calls.isEmpty()) {
            return fields.get("function_call").isPresent() ? List.of(call(fields.object("function_call"))) : List.of();
        }
        String path = fields.path("tool_calls");
        if (!calls.get().isArray()) {
            throw Fields.wrongType(path, calls.get(), "an array");
        }
        List<ToolCall> read = new ArrayList<>();
        for (JsonNode call : calls.get()) {
            String functionPath = path + "[" + read.size() + "].function";
            if (!(call.path("function") instanceof ObjectNode function)) {
                throw Fields.invalid(functionPath, "must be an object with \"name\" and \"arguments\".");
            }
            read.add(call(new Fields(function, functionPath + ".")));
        }
        return read;
    }

    private static ToolCall call(Fields function) {
        return new ToolCall(function.requireText("name"), function.requireText("arguments"));
    }
}
