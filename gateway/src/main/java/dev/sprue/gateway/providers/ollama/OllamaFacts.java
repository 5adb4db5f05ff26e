package dev.sprue.gateway.providers.ollama;

import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.FinishReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What whole answers and the lines of streams tell alike. */
final class OllamaFacts {

    private OllamaFacts() {}

    /** Seconds since 1970 of a {@code created_at}; now where it is none. */
    static long created(String timestamp) {
        try {
            return Instant.parse(timestamp).getEpochSecond();
        } catch (DateTimeException none) {
            return System.currentTimeMillis() / 1_000;
        }
    }

    /** Why the model stopped. Ollama has no word for tool calls; one that is not known is like the ordinary end. */
    static FinishReason finish(String doneReason, boolean calledTools) {
        return doneReason.equals("length")
                ? FinishReason.length
                : calledTools ? FinishReason.tool_calls : FinishReason.stop;
    }

    /**
     * From {@code logprobs}, whose entries are OpenAI's but for what is empty, to the canonical object.
     *
     * @return empty where there is no entry
     */
    static Optional<byte[]> logprobs(JsonValue list) {
        if (list.kind() != JsonKind.ARRAY || list.isEmpty()) {
            return Optional.empty();
        }
        JsonWriter out = new JsonWriter(256);
        out.beginObject().name("content").beginArray();
        list.items(entry -> entry(out, entry, true));
        return Optional.of(out.endArray().name("refusal").nothing().endObject().toBytes());
    }

    private static void entry(JsonWriter out, JsonValue entry, boolean alternatives) {
        if (entry.kind() != JsonKind.OBJECT) {
            return;
        }
        Optional<JsonValue> token = entry.field("token");
        Optional<JsonValue> logprob = entry.field("logprob");
        if (token.isEmpty() || logprob.isEmpty()) {
            return;
        }
        out.beginObject()
                .name("token")
                .raw(token.get())
                .name("logprob")
                .raw(logprob.get())
                .name("bytes");
        entry.field("bytes").ifPresentOrElse(out::raw, out::nothing);
        if (alternatives) {
            out.name("top_logprobs").beginArray();
            entry.field("top_logprobs")
                    .filter(list -> list.kind() == JsonKind.ARRAY)
                    .ifPresent(list -> list.items(other -> entry(out, other, false)));
            out.endArray();
        }
        out.endObject();
    }
}
