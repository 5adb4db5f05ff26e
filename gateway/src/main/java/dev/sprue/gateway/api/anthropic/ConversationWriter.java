package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the system prompt and the turns of a conversation as canonical messages. One turn of a user can become several: each
 * result of a tool is a message of its own.
 */
final class ConversationWriter {

    private final JsonWriter out;
    private final ContentWriter content;

    ConversationWriter(JsonWriter out) {
        this.out = out;
        this.content = new ContentWriter(out);
    }

    /** Writes the array of messages. */
    void write(JsonFields body) {
        JsonValue messages = RequestBody.require(body, "messages");
        ValueChecks.items(messages);
        out.beginArray();
        RequestBody.present(body, "system").ifPresent(this::system);
        messages.items(this::turn);
        out.endArray();
    }

    private void system(JsonValue said) {
        begin("system");
        out.name("content");
        content.texts(said);
        out.endObject();
    }

    private void begin(String role) {
        out.beginObject();
        out.name("role");
        out.string(role);
    }

    private void turn(JsonValue message) {
        ValueChecks.kind(message, JsonKind.OBJECT);
        String role =
                ValueChecks.oneOf(ValueChecks.require(message, "role", JsonKind.STRING), "user", "assistant", "system");
        JsonValue said = ValueChecks.field(message, message.fields(), "content");
        if (said == null) {
            throw ValueChecks.missing(message, "content");
        }
        if (said.kind() == JsonKind.STRING) {
            begin(role);
            out.name("content");
            out.raw(said);
            out.endObject();
            return;
        }
        if (said.kind() != JsonKind.ARRAY) {
            throw ValueChecks.wrong(said, "it is " + said.kind().words(), "a string or an array of blocks");
        }
        switch (role) {
            case "user" -> user(said);
            case "assistant" -> assistant(said);
            default -> system(said);
        }
    }

    private void user(JsonValue blocks) {
        List<JsonValue> parts = new ArrayList<>();
        blocks.items(block -> {
            if (type(block, "text", "image", "document", "tool_result").equals("tool_result")) {
                userParts(parts);
                toolResult(block);
            } else {
                parts.add(block);
            }
        });
        userParts(parts);
    }

    private void userParts(List<JsonValue> parts) {
        if (!parts.isEmpty()) {
            begin("user");
            out.name("content");
            content.parts(parts);
            out.endObject();
            parts.clear();
        }
    }

    private void toolResult(JsonValue block) {
        JsonFields fields = block.fields();
        begin("tool");
        out.name("tool_call_id");
        out.raw(ValueChecks.require(block, "tool_use_id", JsonKind.STRING));
        out.name("content");
        result(ValueChecks.field(block, fields, "content"));
        JsonValue failed = ValueChecks.field(block, fields, "is_error");
        if (failed != null) {
            ValueChecks.kind(failed, JsonKind.BOOLEAN);
            if (failed.raw().equals("true")) {
                out.name("is_error");
                out.bool(true);
            }
        }
        content.cacheControl(block, fields);
        out.endObject();
    }

    private void result(@Nullable JsonValue result) {
        if (result == null) {
            out.string("");
        } else if (result.kind() == JsonKind.STRING) {
            out.raw(result);
        } else {
            ValueChecks.kind(result, JsonKind.ARRAY);
            content.parts(Blocks.of(result));
        }
    }

    private void assistant(JsonValue blocks) {
        List<JsonValue> texts = new ArrayList<>();
        List<JsonValue> calls = new ArrayList<>();
        ThinkingReader thinking = new ThinkingReader();
        blocks.items(block -> {
            switch (type(block, "text", "thinking", "redacted_thinking", "tool_use")) {
                case "text" -> texts.add(block);
                case "tool_use" -> calls.add(block);
                default -> thinking.add(block);
            }
        });
        begin("assistant");
        out.name("content");
        if (texts.isEmpty() && !calls.isEmpty()) {
            out.raw(Words.NULL, 0, Words.NULL.length);
        } else {
            content.parts(texts);
        }
        thinking.write(out);
        if (!calls.isEmpty()) {
            out.name("tool_calls");
            out.beginArray();
            calls.forEach(this::call);
            out.endArray();
        }
        out.endObject();
    }

    private void call(JsonValue block) {
        out.beginObject();
        out.name("id");
        out.raw(ValueChecks.require(block, "id", JsonKind.STRING));
        out.name("type");
        out.string("function");
        out.name("function");
        out.beginObject();
        out.name("name");
        out.raw(ValueChecks.require(block, "name", JsonKind.STRING));
        out.name("arguments");
        byte[] arguments = JsonText.quote(
                ValueChecks.require(block, "input", JsonKind.OBJECT).raw());
        out.raw(arguments, 0, arguments.length);
        out.endObject();
        content.cacheControl(block, block.fields());
        out.endObject();
    }

    private static String type(JsonValue block, String... types) {
        return ValueChecks.oneOf(ValueChecks.require(block, "type", JsonKind.STRING), types);
    }
}
