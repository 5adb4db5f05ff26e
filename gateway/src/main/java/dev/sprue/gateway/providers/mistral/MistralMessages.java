package dev.sprue.gateway.providers.mistral;

import dev.sprue.gateway.inference.TranslatedFields;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.AnswerFields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The edits that make Mistral's message of a canonical one. Mistral refuses every field that it does not know, and callers send back
 * whole messages of models: what only tells of an answer that was given ({@code annotations}, an empty {@code refusal}) is left out.
 */
final class MistralMessages {

    private static final byte[] SYSTEM = JsonText.quote("system");

    /** Fields of canonical messages that Mistral's have no place for, and that a model needs not see again. */
    private static final List<String> LEFT_OUT = Stream.of(
                    AnswerFields.FACTS.stream(),
                    AnswerFields.REASONING.stream(),
                    TranslatedFields.MARKS.stream(),
                    Stream.of("refusal"))
            .flatMap(names -> names)
            .toList();

    /** Fields that mean something where they are not null. */
    private static final List<String> LEFT_OUT_IF_NULL = List.of("audio", "function_call");

    private MistralMessages() {}

    /** The edits of one message, an object. */
    static JsonSplicer edited(JsonValue message) {
        JsonFields fields = message.fields();
        JsonSplicer edits = new JsonSplicer(fields);
        String role = text(message, "role");
        if (role.equals("developer")) {
            edits.set("role", SYSTEM);
        }
        if (!role.equals("tool")) {
            fields.find("name").ifPresent(edits::remove);
        }
        LEFT_OUT.forEach(name -> fields.find(name).ifPresent(edits::remove));
        for (String name : LEFT_OUT_IF_NULL) {
            fields.find(name).stream()
                    .filter(field -> fields.kind(field) == JsonKind.NULL)
                    .forEach(edits::remove);
        }
        content(message, edits);
        toolIds(message, fields, edits);
        return edits;
    }

    private static void content(JsonValue message, JsonSplicer edits) {
        Optional<byte[]> thought = Thinking.withContent(message);
        if (thought.isPresent()) {
            edits.set("content", thought.get());
            return;
        }
        Optional<JsonValue> content = message.field("content");
        boolean silent = content.isEmpty() || content.get().isNull();
        Optional<JsonValue> refusal = message.field("refusal").filter(value -> value.kind() == JsonKind.STRING);
        if (silent && refusal.isPresent()) {
            edits.set(
                    "content",
                    refusal.get().copy(refusal.get().start(), refusal.get().end()));
        }
        content.filter(list -> list.kind() == JsonKind.ARRAY)
                .ifPresent(list -> list.items(part ->
                        MistralParts.written(part).ifPresent(written -> edits.put(part.start(), part.end(), written))));
    }

    private static void toolIds(JsonValue message, JsonFields fields, JsonSplicer edits) {
        OptionalInt answered = fields.find("tool_call_id");
        if (answered.isPresent()) {
            id(message.field(fields, answered.getAsInt()), edits);
        }
        message.field("tool_calls")
                .filter(calls -> calls.kind() == JsonKind.ARRAY)
                .ifPresent(calls -> calls.items(call -> {
                    if (call.kind() == JsonKind.OBJECT) {
                        call.field("id").ifPresent(id -> id(id, edits));
                        edits.include(withoutMarks(call));
                    }
                }));
    }

    private static JsonSplicer withoutMarks(JsonValue call) {
        JsonFields fields = call.fields();
        JsonSplicer edits = new JsonSplicer(fields);
        TranslatedFields.MARKS.forEach(name -> fields.find(name).ifPresent(edits::remove));
        return edits;
    }

    private static void id(JsonValue id, JsonSplicer edits) {
        if (id.kind() == JsonKind.STRING) {
            String text = id.text();
            String taken = ToolIds.taken(text);
            if (!taken.equals(text)) {
                edits.put(id.start(), id.end(), JsonText.quote(taken));
            }
        }
    }

    private static String text(JsonValue message, String name) {
        return message.field(name)
                .filter(value -> value.kind() == JsonKind.STRING)
                .map(JsonValue::text)
                .orElse("");
    }
}
