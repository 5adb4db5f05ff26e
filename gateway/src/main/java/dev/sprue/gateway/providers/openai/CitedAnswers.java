package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.upstream.StreamOut;
import dev.sprue.gateway.providers.upstream.StreamReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Annotates answers whose texts refer to sources by number: whole ones at once, streams with the chunk that ends a choice. */
final class CitedAnswers implements StreamReader {

    private static final int MAX_DEPTH = 64;

    private final StreamReader reader;
    private final CitedSources sources = new CitedSources();
    private final Map<Integer, CitationMarks> marks = new HashMap<>(2);

    /** @param reader reads the stream's chunks when they are annotated */
    CitedAnswers(StreamReader reader) {
        this.reader = reader;
    }

    /** A whole answer with annotations. */
    static HeapBytes annotated(HeapBytes body) throws JsonSyntaxException {
        JsonFields answer = JsonFields.scanAnswer(body.array(), body.from(), body.to(), MAX_DEPTH);
        CitedSources sources = new CitedSources();
        sources.see(answer);
        JsonSplicer edits = new JsonSplicer(answer);
        for (JsonFields choice : choices(answer)) {
            OptionalInt message = object(choice, "message");
            if (message.isPresent()) {
                JsonFields fields = choice.object(message.getAsInt());
                CitationMarks found = new CitationMarks();
                feed(found, fields);
                edits.include(annotation(sources, found, fields));
            }
        }
        return edits.isUnedited() ? body : HeapBytes.whole(edits.splice());
    }

    @Override
    public void event(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        if (from == to || data[from] != '{') {
            reader.event(data, from, to, out);
            return;
        }
        JsonFields chunk = JsonFields.scanAnswer(data, from, to, Integer.MAX_VALUE);
        sources.see(chunk);
        JsonSplicer edits = new JsonSplicer(chunk);
        for (JsonFields choice : choices(chunk)) {
            OptionalInt delta = object(choice, "delta");
            if (delta.isPresent()) {
                JsonFields fields = choice.object(delta.getAsInt());
                int index = choice.number("index").orElse(0);
                CitationMarks found = marks.computeIfAbsent(index, first -> new CitationMarks());
                feed(found, fields);
                if (ends(choice)) {
                    edits.include(annotation(sources, found, fields));
                }
            }
        }
        if (edits.isUnedited()) {
            reader.event(data, from, to, out);
        } else {
            byte[] annotated = edits.splice();
            reader.event(annotated, 0, annotated.length, out);
        }
    }

    private static List<JsonFields> choices(JsonFields answer) throws JsonSyntaxException {
        OptionalInt choices = answer.find("choices");
        return choices.isPresent() && answer.kind(choices.getAsInt()) == JsonKind.ARRAY
                ? answer.objects(choices.getAsInt())
                : List.of();
    }

    private static OptionalInt object(JsonFields choice, String name) {
        OptionalInt field = choice.find(name);
        return field.isPresent() && choice.kind(field.getAsInt()) == JsonKind.OBJECT ? field : OptionalInt.empty();
    }

    private static boolean ends(JsonFields choice) {
        return choice.find("finish_reason").stream().anyMatch(field -> choice.kind(field) == JsonKind.STRING);
    }

    private static void feed(CitationMarks marks, JsonFields message) {
        message.find("content").stream()
                .filter(content -> message.kind(content) == JsonKind.STRING)
                .forEach(content -> marks.feed(message.string(content)));
    }

    private static JsonSplicer annotation(CitedSources sources, CitationMarks marks, JsonFields message) {
        JsonSplicer edits = new JsonSplicer(message);
        if (message.find("annotations").isEmpty()) {
            sources.annotate(marks, edits);
        }
        return edits;
    }

    @Override
    public void remainder(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        reader.remainder(data, from, to, out);
    }

    @Override
    public boolean endsHere(StreamOut out) {
        return reader.endsHere(out);
    }
}
