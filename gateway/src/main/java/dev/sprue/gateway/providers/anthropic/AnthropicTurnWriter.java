package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.CallIds;
import dev.sprue.gateway.providers.canonical.Message;
import dev.sprue.gateway.providers.canonical.Part;
import dev.sprue.gateway.providers.canonical.ToolArguments;
import dev.sprue.gateway.providers.canonical.ToolCall;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@code system} and {@code messages}.
 *
 * <p>The dialect has one system prompt before the conversation, so that system messages from everywhere come together there.
 * Results of calls belong to the user, and all of one turn into one message, before anything else that the user says. Texts of
 * white space alone are left out, and assistant messages that hold nothing else.
 */
final class AnthropicTurnWriter {

    /** The specification's {@code ^[a-zA-Z0-9_-]+$}; it names no length, and the API's own are much shorter than this. */
    private static final CallIds IDS = new CallIds("_-", 64);

    private final JsonWriter out;
    private final UnsayableFields unsayable;
    private final AnthropicPartWriter parts;

    /** @param unsayable takes what the dialect cannot say */
    AnthropicTurnWriter(JsonWriter out, UnsayableFields unsayable) {
        this.out = out;
        this.unsayable = unsayable;
        this.parts = new AnthropicPartWriter(out, unsayable);
    }

    void write(List<Message> messages) {
        system(messages);
        out.name("messages").beginArray();
        int i = 0;
        while (i < messages.size()) {
            int from = i++;
            switch (messages.get(from)) {
                case Message.System system -> {}
                case Message.Assistant assistant -> assistant(assistant);
                case Message.User user -> i = users(messages, from);
                case Message.ToolResult result -> i = users(messages, from);
            }
        }
        out.endArray();
    }

    private void system(List<Message> messages) {
        List<Part> all = new ArrayList<>(1);
        for (Message message : messages) {
            if (message instanceof Message.System system) {
                system.content().stream().filter(AnthropicPartWriter::says).forEach(all::add);
            }
        }
        if (!all.isEmpty()) {
            out.name("system");
            content(all);
        }
    }

    /** Writes what users and tools say one after the other, from message {@code from} on, and returns what comes behind it. */
    private int users(List<Message> messages, int from) {
        List<Message.ToolResult> results = new ArrayList<>(0);
        List<Part> said = new ArrayList<>(1);
        int i = from;
        while (i < messages.size() && !(messages.get(i) instanceof Message.Assistant)) {
            switch (messages.get(i)) {
                case Message.ToolResult result -> results.add(result);
                case Message.User user ->
                    user.content().stream().filter(AnthropicPartWriter::says).forEach(said::add);
                case Message.System system -> {}
                case Message.Assistant assistant -> throw new IllegalStateException("an assistant is no user");
            }
            i++;
        }
        begin("user");
        if (results.isEmpty()) {
            content(said);
        } else {
            out.beginArray();
            results.forEach(this::result);
            said.forEach(parts::write);
            out.endArray();
        }
        out.endObject();
        return i;
    }

    private void result(Message.ToolResult result) {
        out.beginObject().name("type").string("tool_result").name("tool_use_id");
        IDS.write(out, result.callId());
        List<Part> content = result.content().stream()
                .filter(AnthropicPartWriter::saysAsResult)
                .toList();
        if (!content.isEmpty()) {
            out.name("content");
            content(content);
        }
        result.raw().field("is_error").filter(JsonValue::isTrue).ifPresent(value -> out.name("is_error")
                .raw(value));
        parts.cacheControl(result.raw());
        out.endObject();
    }

    private void assistant(Message.Assistant message) {
        List<JsonValue> givenBack = GivenBack.blocks(message);
        List<Part> said =
                message.content().stream().filter(AnthropicPartWriter::says).toList();
        if (givenBack.isEmpty() && said.isEmpty() && message.toolCalls().isEmpty()) {
            return;
        }
        begin("assistant");
        if (givenBack.isEmpty() && message.toolCalls().isEmpty()) {
            content(said);
        } else {
            out.beginArray();
            givenBack.forEach(out::raw);
            said.forEach(parts::write);
            message.toolCalls().forEach(this::call);
            out.endArray();
        }
        out.endObject();
    }

    private void call(ToolCall call) {
        out.beginObject().name("type").string("tool_use").name("id");
        IDS.write(out, call.id());
        out.name("name").raw(call.name()).name("input").raw(ToolArguments.object(call.arguments()));
        parts.cacheControl(call.raw());
        out.endObject();
    }

    private void begin(String role) {
        out.beginObject().name("role").string(role).name("content");
    }

    /** Writes a string where the content is one text, which is what most say, and blocks where not. */
    private void content(List<Part> content) {
        Optional<JsonValue> plain = AnthropicPartWriter.plain(content);
        if (plain.isPresent()) {
            out.raw(plain.get());
            return;
        }
        out.beginArray();
        content.forEach(parts::write);
        out.endArray();
    }
}
