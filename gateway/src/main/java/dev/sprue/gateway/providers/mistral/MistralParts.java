package dev.sprue.gateway.providers.mistral;

import dev.sprue.gateway.inference.TranslatedFields;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.Optional;

/** The parts of messages that Mistral writes otherwise: sounds, documents and refusals. */
final class MistralParts {

    private MistralParts() {}

    /** A part as Mistral has it; empty where that is the same. */
    static Optional<byte[]> written(JsonValue part) {
        if (part.kind() != JsonKind.OBJECT) {
            return Optional.empty();
        }
        String type = part.field("type")
                .filter(value -> value.kind() == JsonKind.STRING)
                .map(JsonValue::text)
                .orElse("");
        return switch (type) {
            case "input_audio" -> inner(part, type, "data").map(data -> chunk("input_audio", "input_audio", data));
            case "audio_url" -> inner(part, type, "url").map(url -> chunk("input_audio", "input_audio", url));
            case "refusal" -> part.field("refusal").map(text -> chunk("text", "text", text));
            case "file" -> file(part);
            default -> withoutHint(part);
        };
    }

    private static Optional<byte[]> file(JsonValue part) {
        Optional<JsonValue> id = inner(part, "file", "file_id");
        if (id.isPresent()) {
            return Optional.of(chunk("file", "file_id", id.get()));
        }
        return inner(part, "file", "file_data").map(data -> {
            JsonWriter out = new JsonWriter().beginObject().name("type").string("document_url");
            out.name("document_url").raw(data);
            inner(part, "file", "filename")
                    .ifPresent(name -> out.name("document_name").raw(name));
            return out.endObject().toBytes();
        });
    }

    /** Marks are for others: what caches keep, what type a file is. */
    private static Optional<byte[]> withoutHint(JsonValue part) {
        JsonFields fields = part.fields();
        JsonSplicer edits = new JsonSplicer(fields);
        TranslatedFields.MARKS.forEach(name -> fields.find(name).ifPresent(edits::remove));
        return edits.isUnedited() ? Optional.empty() : Optional.of(edits.splice());
    }

    private static Optional<JsonValue> inner(JsonValue part, String name, String innerName) {
        return part.field(name)
                .filter(value -> value.kind() == JsonKind.OBJECT)
                .flatMap(value -> value.field(innerName))
                .filter(value -> value.kind() == JsonKind.STRING);
    }

    private static byte[] chunk(String type, String name, JsonValue value) {
        return new JsonWriter()
                .beginObject()
                .name("type")
                .string(type)
                .name(name)
                .raw(value)
                .endObject()
                .toBytes();
    }
}
