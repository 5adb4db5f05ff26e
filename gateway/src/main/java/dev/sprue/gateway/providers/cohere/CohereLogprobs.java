package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From Cohere's log probabilities, which are told of pieces of text that may be several tokens, to the canonical {@code logprobs}: a
 * piece is one entry there, with the sum of its tokens' (the logarithm of their product), and without alternatives.
 */
final class CohereLogprobs {

    private final JsonWriter out = new JsonWriter(256);
    private int count;

    CohereLogprobs() {
        out.beginObject().name("content").beginArray();
    }

    /** The next piece: an object of {@code text}, {@code token_ids} and {@code logprobs}. */
    void add(JsonValue piece) {
        if (piece.kind() == JsonKind.OBJECT) {
            add(piece.fields());
        }
    }

    /** The same by its fields. */
    void add(JsonFields piece) {
        Optional<JsonValue> text = JsonValue.of(piece, "text", JsonKind.STRING);
        List<JsonValue> logs = new ArrayList<>(1);
        JsonValue.of(piece, "logprobs", JsonKind.ARRAY).ifPresent(all -> all.items(logs::add));
        if (text.isEmpty() || logs.isEmpty()) {
            return;
        }
        count++;
        out.beginObject().name("token").raw(text.get()).name("logprob");
        if (logs.size() == 1) {
            out.raw(logs.getFirst());
        } else {
            out.raw(Double.toString(
                            logs.stream().mapToDouble(CohereLogprobs::number).sum())
                    .getBytes(StandardCharsets.US_ASCII));
        }
        out.name("bytes").nothing().name("top_logprobs").beginArray().endArray().endObject();
    }

    private static double number(JsonValue value) {
        try {
            return Double.parseDouble(value.raw());
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** The object; empty where there was no piece. */
    Optional<byte[]> written() {
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        out.endArray().name("refusal").nothing().endObject().toBytes());
    }
}
