package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.EmbeddingsWriter;
import dev.sprue.gateway.providers.upstream.Faults;
import java.util.Optional;
import java.util.OptionalInt;

/** From Cohere's vectors, which come as lists by their encoding, to the canonical list. One encoding is asked for, and one comes. */
final class CohereEmbedReader {

    private static final int MAX_DEPTH = 64;

    private CohereEmbedReader() {}

    /** @throws FailureException where it is no answer */
    static WholeAnswer read(ProviderCall call, AnswerHead head, HeapBytes bytes, Faults faults)
            throws JsonSyntaxException {
        JsonFields fields = JsonFields.scanAnswer(bytes.array(), bytes.from(), bytes.to(), MAX_DEPTH);
        JsonValue vectors = vectors(fields).orElseThrow(() -> noVectors(fields, faults));
        EmbeddingsWriter out = new EmbeddingsWriter();
        vectors.items(vector -> {
            if (vector.kind() == JsonKind.ARRAY || vector.kind() == JsonKind.STRING) {
                out.vector(bytes.array(), vector.start(), vector.end());
            }
        });
        if (out.count() != call.call().inputs()) {
            throw faults.broken("its answer has " + out.count() + " embeddings for "
                            + call.call().inputs() + " inputs")
                    .toException();
        }
        return out.answer(call.modelId(), CohereUsage.read(fields, "meta").promptTokens());
    }

    /** The list that has anything in it: models of earlier generations name the others too, and leave them empty. */
    private static Optional<JsonValue> vectors(JsonFields answer) {
        OptionalInt field = answer.find("embeddings");
        if (field.isEmpty()) {
            return Optional.empty();
        }
        JsonValue embeddings = JsonValue.of(answer, field.getAsInt());
        if (embeddings.kind() == JsonKind.ARRAY) {
            return Optional.of(embeddings);
        }
        if (embeddings.kind() != JsonKind.OBJECT) {
            return Optional.empty();
        }
        JsonFields byType = embeddings.fields();
        for (int i = 0; i < byType.count(); i++) {
            JsonValue list = embeddings.field(byType, i);
            if (list.kind() == JsonKind.ARRAY && !list.isEmpty()) {
                return Optional.of(list);
            }
        }
        return Optional.empty();
    }

    private static FailureException noVectors(JsonFields fields, Faults faults) {
        OptionalInt message = fields.find("message");
        return message.isPresent() && fields.kind(message.getAsInt()) == JsonKind.STRING
                ? CohereErrorReader.underSuccess(faults.provider(), Optional.of(fields.string(message.getAsInt())))
                        .toException()
                : faults.broken("its answer has no embeddings").toException();
    }
}
