package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an answer is said to rest on. What a search of Google's found becomes OpenAI's {@code annotations}, whose places are counted
 * in characters where Google counts bytes; where the answer repeats a text that is published elsewhere goes on in {@code citations},
 * with its licence, as Google tells it. The whole of {@code groundingMetadata} goes along.
 */
final class GeminiCitations {

    private static final String ANNOTATIONS = "annotations";
    private static final String CITATIONS = "citations";
    private static final String GROUNDING = "grounding_metadata";

    private GeminiCitations() {}

    /** The sources of a text that the answer repeats: AI Studio and Vertex name the list differently. */
    static void citations(byte[] data, Span span, GeminiCandidate candidate, GeminiOutput out)
            throws JsonSyntaxException {
        JsonFields metadata = JsonFields.scanAnswer(data, span.from(), span.to(), GeminiExtensions.MAX_DEPTH);
        for (String name : List.of("citationSources", "citations")) {
            for (JsonValue source : list(metadata, name)) {
                out.item(candidate.index(), CITATIONS, GeminiExtensions.object(data, source.start(), source.end()));
            }
        }
    }

    static void grounding(byte[] data, Span span, GeminiCandidate candidate, GeminiOutput out)
            throws JsonSyntaxException {
        JsonFields metadata = JsonFields.scanAnswer(data, span.from(), span.to(), GeminiExtensions.MAX_DEPTH);
        List<JsonValue> chunks = list(metadata, "groundingChunks");
        for (JsonValue support : list(metadata, "groundingSupports")) {
            Optional<JsonValue> segment = support.field("segment");
            support.field("groundingChunkIndices")
                    .filter(indices -> indices.kind() == JsonKind.ARRAY)
                    .ifPresent(indices -> indices.items(index -> {
                        long chunk = number(Optional.of(index), -1);
                        if (chunk >= 0 && chunk < chunks.size()) {
                            annotation(chunks.get((int) chunk), segment, candidate, out);
                        }
                    }));
        }
        if (metadata.count() > 0) {
            out.item(candidate.index(), GROUNDING, GeminiExtensions.object(data, span.from(), span.to()));
        }
    }

    private static void annotation(
            JsonValue chunk, Optional<JsonValue> segment, GeminiCandidate candidate, GeminiOutput out) {
        Optional<JsonValue> source =
                chunk.field("web").or(() -> chunk.field("maps")).or(() -> chunk.field("retrievedContext"));
        Optional<JsonValue> url =
                source.flatMap(page -> page.field("uri")).filter(text -> text.kind() == JsonKind.STRING);
        if (url.isEmpty()) {
            return;
        }
        JsonWriter json = new JsonWriter(256);
        json.beginObject()
                .name("type")
                .string("url_citation")
                .name("url_citation")
                .beginObject();
        json.name("start_index").number(place(segment, "startIndex", candidate));
        json.name("end_index").number(place(segment, "endIndex", candidate));
        json.name("url").raw(url.get()).name("title");
        source.flatMap(page -> page.field("title"))
                .filter(text -> text.kind() == JsonKind.STRING)
                .ifPresentOrElse(json::raw, () -> json.string(""));
        out.item(candidate.index(), ANNOTATIONS, json.endObject().endObject().toBytes());
    }

    private static int place(Optional<JsonValue> segment, String name, GeminiCandidate candidate) {
        return candidate.text().character(number(segment.flatMap(value -> value.field(name)), 0));
    }

    private static long number(Optional<JsonValue> value, long otherwise) {
        return value.filter(GeminiCitations::isWhole)
                .map(number -> Long.parseLong(number.raw()))
                .orElse(otherwise);
    }

    private static boolean isWhole(JsonValue value) {
        return value.kind() == JsonKind.NUMBER
                && value.rawLength() <= 10
                && value.raw().chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static List<JsonValue> list(JsonFields holder, String name) {
        List<JsonValue> items = new ArrayList<>();
        OptionalInt field = holder.find(name);
        if (field.isPresent() && holder.kind(field.getAsInt()) == JsonKind.ARRAY) {
            JsonValue.of(holder, field.getAsInt()).items(items::add);
        }
        return items;
    }
}
