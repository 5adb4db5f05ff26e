package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.catalog.ModelUse;
import dev.sprue.engine.clip.ClipModel;
import dev.sprue.engine.embedding.EmbeddingRun;
import dev.sprue.engine.embedding.EmbeddingUnavailableException;
import dev.sprue.engine.embedding.VectorPass;
import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.wire.ApiException;
import dev.sprue.engine.wire.Dimensions;
import dev.sprue.engine.wire.EmbeddingRequest;
import dev.sprue.engine.wire.EmbeddingRequestReader;
import dev.sprue.engine.wire.EmbeddingWriter;
import dev.sprue.engine.wire.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
        CatalogModel asked = Models.require(
                request.model(), "embeddings", CatalogModel.Kind.EMBEDDING, CatalogModel.Kind.IMAGE_EMBEDDING);
        try (ModelUse use = models.use(asked)) {
            answer(exchange, request, model(asked));
        }
    }

    private void answer(Exchange exchange, EmbeddingRequest request, TextEmbedder model)
            throws IOException, InterruptedException {
        int length = Dimensions.choose(request.dimensions(), model.dimensions());
        List<int[]> texts = new ArrayList<>();
        int tokens = 0;
        for (int i = 0; i < request.inputs().size(); i++) {
            int[] text =
                    model.tokens(request.inputs().get(i), request.inputPaths().get(i));
            texts.add(text);
            tokens += text.length;
        }
        List<float[]> vectors = embed(model.begin(), texts).stream()
                .map(vector -> ClipModel.shortened(vector, length))
                .toList();
        exchange.json(200, EmbeddingWriter.write(request.model(), vectors, tokens, request.encoding()));
    }

    private TextEmbedder model(CatalogModel asked) {
        if (asked.kind() == CatalogModel.Kind.IMAGE_EMBEDDING) {
            return TextEmbedder.of(models.imageEmbedding());
        }
        try {
            return TextEmbedder.of(models.embedding());
        } catch (EmbeddingUnavailableException e) {
            throw ApiException.of(NOT_IMPLEMENTED, "embedding_runtime_unavailable", String.valueOf(e.getMessage()));
        }
    }

    private List<float[]> embed(Function<int[], VectorPass> model, List<int[]> texts) throws InterruptedException {
        try {
            return EmbeddingRun.embed(scheduler, model, texts);
        } catch (QueueFullException e) {
            throw ApiException.of(503, "engine_busy", "Try again shortly: " + e.getMessage() + ".");
        }
    }
}
