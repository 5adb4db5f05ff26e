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
        ValueChecks.items(messages);
        messages.items(MessageChecks::message);
    }

    private static void message(JsonValue message) {
        ValueChecks.kind(message, JsonKind.OBJECT);
        JsonFields fields = message.fields();
        JsonValue role = ValueChecks.field(message, fields, "role");
        JsonValue content = ValueChecks.field(message, fields, "content");
        if (role == null) {
            throw ValueChecks.missing(message, "role");
        }
        switch (ValueChecks.oneOf(role, "user", "system", "assistant", "tool", "developer")) {
            case "user" -> userContent(message, content);
            case "system", "developer" -> {
                if (content == null) {
                    throw ValueChecks.missing(message, "content");
                }
                textContent(content, "text");
            }
            case "assistant" -> assistant(message, fields, content);
            default -> {
                JsonValue call = ValueChecks.field(message, fields, "tool_call_id");
                if (call == null) {
                    throw ValueChecks.missing(message, "tool_call_id");
                }
                ValueChecks.kind(call, JsonKind.STRING);
                if (content != null) {
                    textContent(content, "text");
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
    private static void textContent(JsonValue content, String... types) {
        switch (content.kind()) {
            case STRING -> {}
            case ARRAY -> content.items(part -> textPart(part, types));
            default ->
                throw ValueChecks.wrong(content, "it is " + content.kind().words(), "a string");
        }
    }

    private static void assistant(JsonValue message, JsonFields fields, @Nullable JsonValue content) {
        if (content != null) {
            textContent(content, "text", "refusal");
        }
        JsonValue calls = ValueChecks.field(message, fields, "tool_calls");
        if (calls != null) {
            ValueChecks.kind(calls, JsonKind.ARRAY);
            calls.items(MessageChecks::toolCall);
        }
        JsonValue audio = ValueChecks.field(message, fields, "audio");
        if (audio != null) {
            ValueChecks.require(audio, "id", JsonKind.STRING);
        }
    }

    private static void toolCall(JsonValue call) {
        ValueChecks.kind(call, JsonKind.OBJECT);
        JsonFields fields = call.fields();
        ValueChecks.require(call, "id", JsonKind.STRING);
        JsonValue type = ValueChecks.field(call, fields, "type");
        if (type != null) {
            ValueChecks.oneOf(type, "function");
        }
        JsonValue function = ValueChecks.field(call, fields, "function");
        if (function == null) {
            throw ValueChecks.missing(call, "function");
        }
        ValueChecks.require(function, "name", JsonKind.STRING);
        ValueChecks.require(function, "arguments", JsonKind.STRING);
    }

    private static JsonValue type(JsonValue part) {
        ValueChecks.kind(part, JsonKind.OBJECT);
        JsonValue type = ValueChecks.field(part, part.fields(), "type");
        if (type == null) {
            throw ValueChecks.missing(part, "type");
        }
        return type;
    }

    /** What others than users say is text. */
    private static void textPart(JsonValue part, String... types) {
        ValueChecks.require(part, ValueChecks.oneOf(type(part), types), JsonKind.STRING);
    }

    private static void part(JsonValue part) {
        switch (ValueChecks.oneOf(type(part), "text", "image_url", "audio_url", "input_audio")) {
            case "text" -> ValueChecks.require(part, "text", JsonKind.STRING);
            case "image_url" -> {
                JsonValue image = ValueChecks.require(part, "image_url", JsonKind.OBJECT);
                MediaChecks.image(ValueChecks.require(image, "url", JsonKind.STRING));
                JsonValue detail = ValueChecks.field(image, image.fields(), "detail");
                if (detail != null) {
                    ValueChecks.oneOf(detail, "auto", "low", "high");
                }
            }
            case "audio_url" ->
                MediaChecks.audio(ValueChecks.require(
                        ValueChecks.require(part, "audio_url", JsonKind.OBJECT), "url", JsonKind.STRING));
            default -> {
                JsonValue audio = ValueChecks.require(part, "input_audio", JsonKind.OBJECT);
                MediaChecks.base64(ValueChecks.require(audio, "data", JsonKind.STRING));
                ValueChecks.oneOf(ValueChecks.require(audio, "format", JsonKind.STRING), "wav", "mp3");
            }
        }
    }
}
