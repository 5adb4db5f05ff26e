package dev.sprue.gateway.providers.ollama;

import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.CanonicalFields;
import dev.sprue.gateway.providers.canonical.EmbeddingsWriter;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import dev.sprue.gateway.providers.upstream.Faults;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Calls for vectors. Ollama gives numbers, whatever encoding is asked for, and does not ask what texts are for: the first is made good around
 * the dialect, the second is left out.
 */
final class OllamaEmbeddings {

    private static final Set<String> TAKEN = Set.of("input", "dimensions", "encoding_format", "input_type");
    private static final int MAX_DEPTH = 64;

    private OllamaEmbeddings() {}

    /** @throws dev.sprue.gateway.error.FailureException 422 where Ollama has no words for something */
    static JsonWriter request(ProviderCall call) {
        JsonFields body = call.call().body();
        JsonValue input = JsonValue.of(body, body.find("input").orElseThrow());
        UnsayableFields unsayable = new UnsayableFields();
        if (input.kind() == JsonKind.ARRAY) {
            input.items(item -> {
                if (item.kind() != JsonKind.STRING) {
                    unsayable.add(item, "Ollama takes texts, not the numbers of tokens.");
                }
            });
        }
        unsayable.refuse();
        JsonWriter out = new JsonWriter();
        out.beginObject().name("model").string(call.modelId()).name("input").raw(input);
        OptionalInt dimensions = body.find("dimensions");
        if (dimensions.isPresent() && body.kind(dimensions.getAsInt()) == JsonKind.NUMBER) {
            out.name("dimensions").raw(JsonValue.of(body, dimensions.getAsInt()));
        }
        for (int extra : CanonicalFields.extras(call.call(), TAKEN)) {
            out.name(body.name(extra)).raw(JsonValue.of(body, extra));
        }
        return out.endObject();
    }

    /** @throws dev.sprue.gateway.error.FailureException where it is no answer */
    static WholeAnswer answer(ProviderCall call, HeapBytes bytes, Faults faults) throws JsonSyntaxException {
        JsonFields fields = JsonFields.scanAnswer(bytes.array(), bytes.from(), bytes.to(), MAX_DEPTH);
        OptionalInt vectors = fields.find("embeddings");
        if (vectors.isEmpty() || fields.kind(vectors.getAsInt()) != JsonKind.ARRAY) {
            throw fields.find("error").isPresent()
                    ? OllamaErrorReader.underSuccess(
                                    faults.provider(), Arrays.copyOfRange(bytes.array(), fields.start(), fields.end()))
                            .toException()
                    : faults.broken("its answer has no embeddings").toException();
        }
        EmbeddingsWriter out = new EmbeddingsWriter();
        JsonValue.of(fields, vectors.getAsInt()).items(vector -> {
            if (vector.kind() == JsonKind.ARRAY) {
                out.vector(bytes.array(), vector.start(), vector.end());
            }
        });
        if (out.count() != call.call().inputs()) {
            throw faults.broken("its answer has " + out.count() + " embeddings for "
                            + call.call().inputs() + " inputs")
                    .toException();
        }
        return out.answer(call.modelId(), fields.number("prompt_eval_count").orElse(0));
    }
}
