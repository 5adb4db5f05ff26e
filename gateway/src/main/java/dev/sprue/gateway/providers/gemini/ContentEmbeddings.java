package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.EmbeddingsWriter;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import dev.sprue.gateway.providers.upstream.Faults;
import java.util.List;
import java.util.OptionalInt;

/**
 * {@code batchEmbedContents}, as AI Studio has it, and {@code embedContent}, which is the same for a single input, as Vertex has it
 * for its newer models. Inputs are contents, of texts or of pictures.
 *
 * @param place where the model is
 * @param batch whether many go in one call
 */
record ContentEmbeddings(GeminiPlace place, boolean batch) implements GeminiEmbeddings {

    private static final int MAX_DEPTH = 64;

    @Override
    public String method() {
        return batch ? "batchEmbedContents" : "embedContent";
    }

    @Override
    public JsonWriter write(ProviderCall call) {
        VectorRequest request = VectorRequest.of(call.call());
        JsonWriter out = new JsonWriter();
        if (batch) {
            out.beginObject().name("requests").beginArray();
            request.inputs().forEach(input -> one(out, call, request, input));
            return out.endArray().endObject();
        }
        if (request.inputs().size() > 1) {
            VectorRequest.refuse(
                    request.inputs().get(1),
                    "The model behind this deployment takes one input in a call; embedding.maxInputs in its entry lets Sprue"
                            + " send them one by one.");
        }
        one(out, call, request, request.inputs().getFirst());
        return out;
    }

    private void one(JsonWriter out, ProviderCall call, VectorRequest request, VectorRequest.Input input) {
        out.beginObject();
        if (batch) {
            out.name("model").string(place.resource(call.modelId()));
        }
        out.name("content").beginObject().name("parts").beginArray();
        input.text().ifPresent(text -> out.beginObject().name("text").raw(text).endObject());
        input.image().ifPresent(image -> new GeminiParts(out, new UnsayableFields()).file(image));
        out.endArray().endObject();
        if (!batch) {
            out.name("embedContentConfig").beginObject();
        }
        request.task().ifPresent(task -> out.name("taskType").string(task));
        request.dimensions()
                .ifPresent(length -> out.name("outputDimensionality").raw(length));
        request.extras().forEach(extra -> out.name(extra.name()).raw(extra.value()));
        if (!batch) {
            out.endObject();
        }
        out.endObject();
    }

    @Override
    public WholeAnswer read(ProviderCall call, HeapBytes body, Faults faults) throws JsonSyntaxException {
        JsonFields answer = JsonFields.scanAnswer(body.array(), body.from(), body.to(), MAX_DEPTH);
        EmbeddingsWriter out = new EmbeddingsWriter();
        OptionalInt field = answer.find(batch ? "embeddings" : "embedding");
        if (field.isPresent()) {
            for (JsonFields embedding :
                    batch ? answer.objects(field.getAsInt()) : List.of(answer.object(field.getAsInt()))) {
                vector(out, embedding, "values", body, faults);
            }
        }
        GeminiEmbeddings.count(out.count(), call.call(), faults);
        OptionalInt usage = answer.find("usageMetadata");
        return out.answer(
                call.modelId(),
                usage.isPresent()
                        ? GeminiUsageReader.read(answer.object(usage.getAsInt()))
                                .promptTokens()
                        : 0);
    }

    /** Hands on a vector that stands in a field. */
    static void vector(EmbeddingsWriter out, JsonFields holder, String name, HeapBytes body, Faults faults) {
        OptionalInt values = holder.find(name);
        if (values.isEmpty()) {
            throw faults.broken("its answer holds an embedding without " + name).toException();
        }
        byte[] compact =
                CompactJson.of(body.array(), holder.valueStart(values.getAsInt()), holder.valueEnd(values.getAsInt()));
        out.vector(compact, 0, compact.length);
    }
}
