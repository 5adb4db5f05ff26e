package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code messages}: five roles, each with the content it may have, and four types of content parts. Fields that the
 * API does not define are left alone here, in messages as in parts: models' servers know more of them than the API.
 */
final class MessageChecks {

    private MessageChecks() {}

    static void check(JsonValue messages) {
        ValueChecks.kind(messages, JsonKind.ARRAY);
        if (messages.isEmpty()) {
            throw ValueChecks.wrong(messages, "it is empty", "at least one item");
        }
        messages.items(MessageChecks::message);
    }

    private static void message(JsonValue message) {
        ValueChecks.kind(message, JsonKind.OBJECT);
        JsonFields fields = message.fields();
        JsonValue role = field(message, fields, "role");
        JsonValue content = field(message, fields, "content");
        if (role == null) {
            throw ValueChecks.missing(message, "role");
        }
        switch (ValueChecks.oneOf(role, "user", "system", "assistant", "tool", "developer")) {
            case "user" -> userContent(message, content);
            case "system", "developer" -> {
                if (content == null) {
                    throw ValueChecks.missing(message, "content");
                }
                textContent(content);
            }
            case "assistant" -> assistant(message, fields, content);
            default -> {
                JsonValue call = field(message, fields, "tool_call_id");
                if (call == null) {
                    throw ValueChecks.missing(message, "tool_call_id");
                }
                ValueChecks.kind(call, JsonKind.STRING);
                if (content != null) {
                    textContent(content);
                }
            }
        }
    }

    private static void userContent(JsonValue message, @Nullable JsonValue content) {
        if (content == null) {
            throw ValueChecks.missing(message, "content");
        }
        switch (content.kind()) {
            case STRING -> {}
            case ARRAY -> {
                if (content.isEmpty()) {
                    throw ValueChecks.wrong(content, "it is empty", "at least one part");
                }
                content.items(MessageChecks::part);
            }
            default ->
                throw ValueChecks.wrong(
                        content, "it is " + content.kind().words(), "a string or an array of content parts");
        }
    }

    /** A string, or text parts, which clients of newer APIs send in every role. */
    private static void textContent(JsonValue content) {
        switch (content.kind()) {
            case STRING -> {}
            case ARRAY -> content.items(MessageChecks::part);
            default ->
                throw ValueChecks.wrong(content, "it is " + content.kind().words(), "a string");
        }
    }

    private static void assistant(JsonValue message, JsonFields fields, @Nullable JsonValue content) {
        if (content != null) {
            textContent(content);
        }
        JsonValue calls = field(message, fields, "tool_calls");
        if (calls != null) {
            ValueChecks.kind(calls, JsonKind.ARRAY);
            calls.items(MessageChecks::toolCall);
        }
        JsonValue audio = field(message, fields, "audio");
        if (audio != null) {
            require(audio, "id", JsonKind.STRING);
        }
    }

    private static void toolCall(JsonValue call) {
        ValueChecks.kind(call, JsonKind.OBJECT);
        JsonFields fields = call.fields();
        require(call, "id", JsonKind.STRING);
        JsonValue type = field(call, fields, "type");
        if (type != null) {
            ValueChecks.oneOf(type, "function");
        }
        JsonValue function = field(call, fields, "function");
        if (function == null) {
            throw ValueChecks.missing(call, "function");
        }
        require(function, "name", JsonKind.STRING);
        require(function, "arguments", JsonKind.STRING);
    }

    private static void part(JsonValue part) {
        ValueChecks.kind(part, JsonKind.OBJECT);
        JsonFields fields = part.fields();
        JsonValue type = field(part, fields, "type");
        if (type == null) {
            throw ValueChecks.missing(part, "type");
        }
        switch (ValueChecks.oneOf(type, "text", "image_url", "audio_url", "input_audio", "refusal")) {
            case "text" -> require(part, "text", JsonKind.STRING);
            case "image_url" -> {
                JsonValue image = require(part, "image_url", JsonKind.OBJECT);
                require(image, "url", JsonKind.STRING);
                JsonValue detail = field(image, image.fields(), "detail");
                if (detail != null) {
                    ValueChecks.oneOf(detail, "auto", "low", "high");
                }
            }
            case "audio_url" -> require(require(part, "audio_url", JsonKind.OBJECT), "url", JsonKind.STRING);
            case "input_audio" -> {
                JsonValue audio = require(part, "input_audio", JsonKind.OBJECT);
                require(audio, "data", JsonKind.STRING);
                ValueChecks.oneOf(require(audio, "format", JsonKind.STRING), "wav", "mp3");
            }
            default -> require(part, "refusal", JsonKind.STRING);
        }
    }

    /** A field that must be there and of that kind. */
    static JsonValue require(JsonValue parent, String name, JsonKind kind) {
        ValueChecks.kind(parent, JsonKind.OBJECT);
        JsonValue value = field(parent, parent.fields(), name);
        if (value == null) {
            throw ValueChecks.missing(parent, name);
        }
        ValueChecks.kind(value, kind);
        return value;
    }

    /** A field's value; null where it is absent or {@code null}. */
    static @Nullable JsonValue field(JsonValue parent, JsonFields fields, String name) {
        int at = fields.find(name).orElse(-1);
        if (at < 0) {
            return null;
        }
        JsonValue value = parent.field(fields, at);
        return value.isNull() ? null : value;
    }
}
