package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.EmbeddingsWriter;
import dev.sprue.gateway.providers.canonical.MediaSource;
import dev.sprue.gateway.providers.upstream.Faults;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code predict}, by which Vertex makes vectors of texts, and of pictures with the model {@code multimodalembedding}.
 *
 * @param multimodal whether it is that model, whose instances and vectors have names of their own
 */
record PredictEmbeddings(boolean multimodal) implements GeminiEmbeddings {

    private static final int MAX_DEPTH = 64;

    /** Extras that stand with each text; all others stand once, in the parameters. */
    private static final Set<String> OF_INSTANCES = Set.of("task_type", "taskType", "title");

    @Override
    public String method() {
        return "predict";
    }

    @Override
    public JsonWriter write(ProviderCall call) {
        VectorRequest request = VectorRequest.of(call.call());
        JsonWriter out = new JsonWriter();
        out.beginObject().name("instances").beginArray();
        for (VectorRequest.Input input : request.inputs()) {
            out.beginObject();
            if (multimodal) {
                multimodal(out, input);
            } else {
                text(out, request, input);
            }
            out.endObject();
        }
        out.endArray();
        List<VectorRequest.Extra> parameters = request.extras().stream()
                .filter(extra -> multimodal || !OF_INSTANCES.contains(extra.name()))
                .toList();
        if (request.dimensions().isPresent() || !parameters.isEmpty()) {
            out.name("parameters").beginObject();
            request.dimensions().ifPresent(length -> out.name(multimodal ? "dimension" : "outputDimensionality")
                    .raw(length));
            parameters.forEach(extra -> out.name(extra.name()).raw(extra.value()));
            out.endObject();
        }
        return out.endObject();
    }

    private static void text(JsonWriter out, VectorRequest request, VectorRequest.Input input) {
        if (input.image().isPresent()) {
            VectorRequest.refuse(input, "The model behind this deployment takes texts only.");
        }
        input.text().ifPresent(text -> out.name("content").raw(text));
        request.task().ifPresent(task -> out.name("task_type").string(task));
        request.extras().stream()
                .filter(extra -> OF_INSTANCES.contains(extra.name()))
                .forEach(extra -> out.name(extra.name().equals("taskType") ? "task_type" : extra.name())
                        .raw(extra.value()));
    }

    private static void multimodal(JsonWriter out, VectorRequest.Input input) {
        if (input.text().isPresent() && input.image().isPresent()) {
            VectorRequest.refuse(
                    input, "The model behind this deployment makes no one vector of a picture and a text.");
        }
        input.text().ifPresent(text -> out.name("text").raw(text));
        input.image().ifPresent(image -> {
            out.name("image").beginObject();
            switch (image) {
                case MediaSource.Data(var type, var bytes, var from, var to) ->
                    out.name("bytesBase64Encoded")
                            .inside(bytes, from, to)
                            .name("mimeType")
                            .string(type);
                case MediaSource.Url(var url) -> out.name("gcsUri").raw(url);
            }
            out.endObject();
        });
    }

    @Override
    public WholeAnswer read(ProviderCall call, HeapBytes body, Faults faults) throws JsonSyntaxException {
        JsonFields answer = JsonFields.scanAnswer(body.array(), body.from(), body.to(), MAX_DEPTH);
        EmbeddingsWriter out = new EmbeddingsWriter();
        double tokens = 0;
        OptionalInt predictions = answer.find("predictions");
        if (predictions.isPresent() && answer.kind(predictions.getAsInt()) == JsonKind.ARRAY) {
            for (JsonFields prediction : answer.objects(predictions.getAsInt())) {
                if (multimodal) {
                    boolean image = prediction.find("imageEmbedding").isPresent();
                    ContentEmbeddings.vector(out, prediction, image ? "imageEmbedding" : "textEmbedding", body, faults);
                } else {
                    tokens += text(out, prediction, body, faults);
                }
            }
        }
        GeminiEmbeddings.count(out.count(), call.call(), faults);
        return out.answer(call.modelId(), Math.round(tokens));
    }

    /** @return the tokens of the text */
    private static double text(EmbeddingsWriter out, JsonFields prediction, HeapBytes body, Faults faults)
            throws JsonSyntaxException {
        OptionalInt found = prediction.find("embeddings");
        if (found.isEmpty() || prediction.kind(found.getAsInt()) != JsonKind.OBJECT) {
            throw faults.broken("its answer holds a prediction without embeddings")
                    .toException();
        }
        JsonFields embedding = prediction.object(found.getAsInt());
        ContentEmbeddings.vector(out, embedding, "values", body, faults);
        OptionalInt statistics = embedding.find("statistics");
        if (statistics.isEmpty() || embedding.kind(statistics.getAsInt()) != JsonKind.OBJECT) {
            return 0;
        }
        JsonFields counted = embedding.object(statistics.getAsInt());
        OptionalInt count = counted.find("token_count");
        return count.isPresent() && counted.kind(count.getAsInt()) == JsonKind.NUMBER
                ? Double.parseDouble(counted.raw(count.getAsInt()))
                : 0;
    }
}
