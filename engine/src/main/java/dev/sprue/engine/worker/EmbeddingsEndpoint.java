package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.catalog.ModelUse;
import dev.sprue.engine.embedding.EmbeddingModel;
import dev.sprue.engine.embedding.EmbeddingRun;
import dev.sprue.engine.embedding.EmbeddingUnavailableException;
import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.wire.ApiException;
import dev.sprue.engine.wire.EmbeddingRequest;
import dev.sprue.engine.wire.EmbeddingRequestReader;
import dev.sprue.engine.wire.EmbeddingWriter;
import dev.sprue.engine.wire.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Answers {@code POST /v1/embeddings}. */
final class EmbeddingsEndpoint implements Endpoint {
    private static final int NOT_IMPLEMENTED = 501;

    private final JsonReader json;
    private final ModelStore models;
    private final Scheduler scheduler;

    EmbeddingsEndpoint(JsonReader json, ModelStore models, Scheduler scheduler) {
        this.json = json;
        this.models = models;
        this.scheduler = scheduler;
    }

    @Override
    public void answer(Exchange exchange) throws IOException, InterruptedException {
        EmbeddingRequest request = EmbeddingRequestReader.read(json.readObject(exchange.body()));
        CatalogModel asked = Models.require(request.model(), CatalogModel.Kind.EMBEDDING);
        try (ModelUse use = models.use(asked)) {
            answer(exchange, request, model());
        }
    }

    private void answer(Exchange exchange, EmbeddingRequest request, EmbeddingModel model)
            throws IOException, InterruptedException {
        List<int[]> texts = new ArrayList<>();
        int tokens = 0;
        for (int i = 0; i < request.inputs().size(); i++) {
            int[] text = model.encode(request.inputs().get(i));
            checkLength(text.length, request.inputPaths().get(i));
            texts.add(text);
            tokens += text.length;
        }
        List<float[]> vectors = embed(model, texts);
        exchange.json(200, EmbeddingWriter.write(request.model(), vectors, tokens, request.encoding()));
    }

    private EmbeddingModel model() {
        try {
            return models.embedding();
        } catch (EmbeddingUnavailableException e) {
            throw ApiException.of(NOT_IMPLEMENTED, "embedding_runtime_unavailable", String.valueOf(e.getMessage()));
        }
    }

    private static void checkLength(int tokens, String path) {
        if (tokens > EmbeddingModel.MAX_TOKENS) {
            throw ApiException.invalid(
                    "context_length_exceeded",
                    path,
                    "\"" + path + "\" takes " + tokens + " tokens; this model reads at most "
                            + EmbeddingModel.MAX_TOKENS + ". Cut the text into shorter ones.");
        }
    }

    private List<float[]> embed(EmbeddingModel model, List<int[]> texts) throws InterruptedException {
        try {
            return EmbeddingRun.embed(scheduler, model, texts);
        } catch (QueueFullException e) {
            throw ApiException.of(503, "engine_busy", "Try again shortly: " + e.getMessage() + ".");
        }
    }
}
