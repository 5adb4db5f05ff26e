package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.AnswerExtras;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The sources that Perplexity tells at the top of an answer, {@code search_results} with titles or {@code citations} without, to which
 * marks in the text refer by number. They become OpenAI's {@code annotations}, one for each mark, and stay where they were.
 */
final class CitedSources {

    private record Source(byte[] url, byte @Nullable [] title) {}

    private List<Source> sources = List.of();

    /** Takes note of the sources that an answer or chunk tells. */
    void see(JsonFields answer) {
        List<Source> told = read(answer, "search_results");
        told = told.isEmpty() ? read(answer, "citations") : told;
        sources = told.isEmpty() ? sources : told;
    }

    private static List<Source> read(JsonFields answer, String name) {
        List<Source> told = new ArrayList<>(0);
        OptionalInt list = answer.find(name);
        if (list.isPresent() && answer.kind(list.getAsInt()) == JsonKind.ARRAY) {
            JsonValue.of(answer, list.getAsInt()).items(item -> {
                boolean object = item.kind() == JsonKind.OBJECT;
                Optional<JsonValue> url = object ? item.field("url") : Optional.of(item);
                Optional<JsonValue> title = object ? item.field("title") : Optional.empty();
                // One without an address still has its number.
                told.add(new Source(
                        url.flatMap(CitedSources::string).orElse(new byte[0]),
                        title.flatMap(CitedSources::string).orElse(null)));
            });
        }
        return told;
    }

    private static Optional<byte[]> string(JsonValue value) {
        return value.kind() == JsonKind.STRING ? Optional.of(value.copy(value.start(), value.end())) : Optional.empty();
    }

    /** Adds to a message or delta what the marks of its text refer to. */
    void annotate(CitationMarks marks, JsonSplicer message) {
        AnswerExtras extras = new AnswerExtras();
        for (CitationMarks.Mark mark : marks.marks()) {
            if (mark.number() <= sources.size()
                    && sources.get(mark.number() - 1).url().length > 0) {
                Source source = sources.get(mark.number() - 1);
                extras.annotate(source.url(), source.title(), mark.start(), mark.end());
            }
        }
        extras.handOn(message::set);
    }
}
