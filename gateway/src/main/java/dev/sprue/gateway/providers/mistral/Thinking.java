package dev.sprue.gateway.providers.mistral;

import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model's reasoning given back to it: {@code reasoning_content} of an earlier answer becomes the {@code thinking} chunk that it
 * was, with the signature that came with it in {@code reasoning_details}. Reasoning of other providers' models stays out of it.
 */
final class Thinking {

    /** The {@code type} of a chunk of reasoning, and its field. */
    static final String CHUNK = "thinking";

    /** Where a message tells what is to be given back. */
    static final String DETAILS = "reasoning_details";

    /** The {@code type} of what is Mistral's there. */
    static final String TYPE = "reasoning.mistral";

    private Thinking() {}

    /** The content of a message that has reasoning of Mistral's, as a list of chunks; empty where it has none. */
    static Optional<byte[]> withContent(JsonValue message) {
        List<JsonValue> details = details(message);
        return string(message, "reasoning_content")
                .filter(reasoning -> !details.isEmpty())
                .map(reasoning -> written(message, reasoning, details));
    }

    private static byte[] written(JsonValue message, JsonValue reasoning, List<JsonValue> details) {
        JsonWriter out = new JsonWriter().beginArray();
        out.beginObject().name("type").string(CHUNK).name(CHUNK).beginArray();
        text(out, reasoning).endArray();
        details.reversed().stream()
                .flatMap(detail -> string(detail, "signature").stream())
                .findFirst()
                .ifPresent(signature -> out.name("signature").raw(signature));
        out.endObject();
        message.field("content").ifPresent(content -> {
            switch (content.kind()) {
                case STRING -> {
                    if (content.rawLength() > 2) {
                        text(out, content);
                    }
                }
                case ARRAY ->
                    content.items(part -> MistralParts.written(part).ifPresentOrElse(out::raw, () -> out.raw(part)));
                default -> {}
            }
        });
        return out.endArray().toBytes();
    }

    private static JsonWriter text(JsonWriter out, JsonValue text) {
        return out.beginObject()
                .name("type")
                .string("text")
                .name("text")
                .raw(text)
                .endObject();
    }

    /** The details that are Mistral's. */
    private static List<JsonValue> details(JsonValue message) {
        List<JsonValue> ours = new ArrayList<>(0);
        message.field(DETAILS)
                .filter(details -> details.kind() == JsonKind.ARRAY)
                .ifPresent(details -> details.items(detail -> {
                    if (detail.kind() == JsonKind.OBJECT
                            && detail.field("type")
                                    .filter(type -> type.isText(TYPE))
                                    .isPresent()) {
                        ours.add(detail);
                    }
                }));
        return ours;
    }

    private static Optional<JsonValue> string(JsonValue value, String name) {
        return value.field(name).filter(found -> found.kind() == JsonKind.STRING);
    }
}
