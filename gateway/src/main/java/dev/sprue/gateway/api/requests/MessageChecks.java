package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code messages}: the roles, each with the content it may have, and the types of content parts. Fields that the
 * API does not define are left alone here, in messages as in parts: models' servers know more of them than the API.
 */
final class MessageChecks {

    private static final String[] ROLES = {"user", "system", "assistant", "tool", "developer"};
    private static final String[] ROLES_WITH_FUNCTIONS = {"user", "system", "assistant", "tool", "developer", "function"
    };

    private final ChatRules rules;

    MessageChecks(ChatRules rules) {
        this.rules = rules;
    }

    void check(JsonValue messages) {
        ValueChecks.items(messages);
        messages.items(this::message);
    }

    private void message(JsonValue message) {
        ValueChecks.kind(message, JsonKind.OBJECT);
        JsonFields fields = message.fields();
        JsonValue role = ValueChecks.field(message, fields, "role");
        JsonValue content = ValueChecks.field(message, fields, "content");
        if (role == null) {
            throw ValueChecks.missing(message, "role");
        }
        switch (ValueChecks.oneOf(role, rules.functions() ? ROLES_WITH_FUNCTIONS : ROLES)) {
            case "user" -> userContent(message, content);
            case "system", "developer" -> {
                if (content == null) {
                    throw ValueChecks.missing(message, "content");
                }
                textContent(content, "text");
            }
            case "assistant" -> assistant(message, fields, content);
            case "function" -> {
                ValueChecks.require(message, "name", JsonKind.STRING);
                if (content != null) {
                    ValueChecks.kind(content, JsonKind.STRING);
                }
            }
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

    private void userContent(JsonValue message, @Nullable JsonValue content) {
        if (content == null) {
            throw ValueChecks.missing(message, "content");
        }
        switch (content.kind()) {
            case STRING -> {}
            case ARRAY -> {
                if (content.isEmpty()) {
                    throw ValueChecks.wrong(content, "it is empty", "at least one part");
                }
                content.items(this::part);
            }
            default ->
                throw ValueChecks.wrong(
                        content, "it is " + content.kind().words(), "a string or an array of content parts");
        }
    }

    /** A string, or text parts, which clients of newer APIs send in every role. */
    private void textContent(JsonValue content, String... types) {
        switch (content.kind()) {
            case STRING -> {}
            case ARRAY -> content.items(part -> textPart(part, types));
            default ->
                throw ValueChecks.wrong(content, "it is " + content.kind().words(), "a string");
        }
    }

    private void assistant(JsonValue message, JsonFields fields, @Nullable JsonValue content) {
        if (content != null) {
            textContent(content, "text", "refusal");
        }
        JsonValue calls = ValueChecks.field(message, fields, "tool_calls");
        if (calls != null) {
            ValueChecks.kind(calls, JsonKind.ARRAY);
            calls.items(this::toolCall);
        }
        JsonValue audio = ValueChecks.field(message, fields, "audio");
        if (audio != null) {
            ValueChecks.require(audio, "id", JsonKind.STRING);
        }
        JsonValue function = rules.functions() ? ValueChecks.field(message, fields, "function_call") : null;
        if (function != null) {
            called(function);
        }
    }

    private void toolCall(JsonValue call) {
        ValueChecks.kind(call, JsonKind.OBJECT);
        JsonFields fields = call.fields();
        ValueChecks.require(call, "id", JsonKind.STRING);
        JsonValue type = ValueChecks.field(call, fields, "type");
        if (type != null && rules.word(type, "function").equals(ChatRules.NEW)) {
            return;
        }
        JsonValue function = ValueChecks.field(call, fields, "function");
        if (function == null) {
            throw ValueChecks.missing(call, "function");
        }
        called(function);
    }

    private static void called(JsonValue function) {
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
    private void textPart(JsonValue part, String... types) {
        String type = rules.word(type(part), types);
        if (!type.equals(ChatRules.NEW)) {
            ValueChecks.require(part, type, JsonKind.STRING);
        }
    }

    private void part(JsonValue part) {
        switch (rules.word(type(part), "text", "image_url", "audio_url", "input_audio")) {
            case "text" -> ValueChecks.require(part, "text", JsonKind.STRING);
            case "image_url" -> {
                JsonValue image = ValueChecks.require(part, "image_url", JsonKind.OBJECT);
                MediaChecks.image(ValueChecks.require(image, "url", JsonKind.STRING));
                JsonValue detail = ValueChecks.field(image, image.fields(), "detail");
                if (detail != null) {
                    rules.word(detail, "auto", "low", "high");
                }
            }
            case "audio_url" ->
                MediaChecks.audio(ValueChecks.require(
                        ValueChecks.require(part, "audio_url", JsonKind.OBJECT), "url", JsonKind.STRING));
            case "input_audio" -> {
                JsonValue audio = ValueChecks.require(part, "input_audio", JsonKind.OBJECT);
                MediaChecks.base64(ValueChecks.require(audio, "data", JsonKind.STRING));
                rules.word(ValueChecks.require(audio, "format", JsonKind.STRING), "wav", "mp3");
            }
            default -> {}
        }
    }
}
