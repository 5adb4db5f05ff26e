package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.inference.TranslatedFields;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.Message;
import dev.sprue.gateway.providers.canonical.Part;
import dev.sprue.gateway.providers.canonical.ToolCall;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes a conversation as Cohere has it. Texts and pictures look the same there; {@code developer} is {@code system}; reasoning is a
 * block of content, or the {@code tool_plan} that it was when it came; a refusal is what the model said, a text.
 */
final class CohereMessages {

    /** What {@code reasoning_details} says of reasoning that came as the plan of tool calls. */
    static final String TOOL_PLAN = "tool_plan";

    private static final String NO_PART = "Cohere's messages have no such part.";

    private final JsonWriter out;
    private final UnsayableFields unsayable;

    CohereMessages(JsonWriter out, UnsayableFields unsayable) {
        this.out = out;
        this.unsayable = unsayable;
    }

    void write(List<Message> messages) {
        out.name("messages").beginArray();
        messages.forEach(message -> {
            out.beginObject();
            switch (message) {
                case Message.System(var parts, var raw) -> spoken("system", parts);
                case Message.User(var parts, var raw) -> spoken("user", parts);
                case Message.Assistant assistant -> assistant(assistant);
                case Message.ToolResult(var id, var parts, var raw) -> {
                    out.name("role").string("tool").name("tool_call_id").raw(id);
                    content(parts, Optional.empty());
                }
            }
            out.endObject();
        });
        out.endArray();
    }

    private void spoken(String role, List<Part> parts) {
        out.name("role").string(role);
        content(parts, Optional.empty());
    }

    private void assistant(Message.Assistant message) {
        out.name("role").string("assistant");
        boolean planned = message.details().filter(CohereMessages::isPlan).isPresent();
        if (planned) {
            message.reasoning().ifPresent(text -> out.name(TOOL_PLAN).raw(text));
        }
        Optional<JsonValue> thinking = planned ? Optional.empty() : message.reasoning();
        if (!message.content().isEmpty()
                || thinking.isPresent()
                || message.toolCalls().isEmpty()) {
            content(message.content(), thinking);
        }
        if (!message.toolCalls().isEmpty()) {
            out.name("tool_calls").beginArray();
            message.toolCalls().forEach(this::toolCall);
            out.endArray();
        }
        message.raw().field("citations").filter(CohereMessages::areCoheres).ifPresent(citations -> out.name("citations")
                .raw(citations));
    }

    private void toolCall(ToolCall call) {
        out.beginObject()
                .name("id")
                .raw(call.id())
                .name("type")
                .string("function")
                .name("function")
                .beginObject()
                .name("name")
                .raw(call.name())
                .name("arguments")
                .raw(call.arguments())
                .endObject()
                .endObject();
    }

    /** One text is a string, as most are; all else are blocks. */
    private void content(List<Part> parts, Optional<JsonValue> thinking) {
        out.name("content");
        if (thinking.isEmpty() && parts.isEmpty()) {
            out.string("");
            return;
        }
        if (thinking.isEmpty()
                && parts.size() == 1
                && parts.getFirst() instanceof Part.Text(var text, var raw)
                && raw.kind() == JsonKind.STRING) {
            out.raw(text);
            return;
        }
        out.beginArray();
        thinking.ifPresent(text -> block("thinking", text));
        parts.forEach(this::part);
        out.endArray();
    }

    private void part(Part part) {
        switch (part) {
            case Part.Text(var text, var raw) -> {
                if (raw.kind() == JsonKind.OBJECT) {
                    own(raw);
                } else {
                    block("text", text);
                }
            }
            case Part.Image image -> own(image.raw());
            case Part.Refusal(var text, var raw) -> block("text", text);
            case Part.Other(var raw) when isOfType(raw, "document") -> out.raw(raw);
            case Part.Audio audio -> unsayable.add(audio.raw(), NO_PART);
            case Part.File file -> unsayable.add(file.raw(), NO_PART);
            case Part.Other other -> unsayable.add(other.raw(), NO_PART);
        }
    }

    /** A part without what only other providers know. */
    private void own(JsonValue part) {
        JsonFields fields = part.fields();
        JsonSplicer edits = new JsonSplicer(fields);
        TranslatedFields.MARKS.forEach(mark -> fields.find(mark).ifPresent(edits::remove));
        if (edits.isUnedited()) {
            out.raw(part);
        } else {
            out.raw(edits.splice());
        }
    }

    /** A block whose text stands in the field that has the name of its type. */
    private void block(String type, JsonValue text) {
        out.beginObject().name("type").string(type).name(type).raw(text).endObject();
    }

    private static boolean isOfType(JsonValue block, String type) {
        return block.kind() == JsonKind.OBJECT
                && block.field("type").filter(word -> word.isText(type)).isPresent();
    }

    private static boolean isPlan(JsonValue details) {
        AtomicBoolean found = new AtomicBoolean();
        details.items(block -> found.compareAndSet(false, isOfType(block, TOOL_PLAN)));
        return found.get();
    }

    /** Other providers have citations of other shapes under that name. */
    private static boolean areCoheres(JsonValue citations) {
        if (citations.kind() != JsonKind.ARRAY || citations.isEmpty()) {
            return false;
        }
        AtomicBoolean all = new AtomicBoolean(true);
        citations.items(citation -> {
            if (citation.kind() != JsonKind.OBJECT || citation.field("sources").isEmpty()) {
                all.set(false);
            }
        });
        return all.get();
    }
}
