package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelCatalog;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.catalog.ModelUse;
import dev.sprue.engine.clip.ClipModel;
import dev.sprue.engine.embedding.EmbeddingRun;
import dev.sprue.engine.embedding.VectorPass;
import dev.sprue.engine.image.ImageException;
import dev.sprue.engine.image.PictureReader;
import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.wire.ApiException;
import dev.sprue.engine.wire.Dimensions;
import dev.sprue.engine.wire.EmbeddingWriter;
import dev.sprue.engine.wire.ImageEmbeddingRequest;
import dev.sprue.engine.wire.ImageEmbeddingRequestReader;
import dev.sprue.engine.wire.ImageInput;
import dev.sprue.engine.wire.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Answers {@code POST /v1/images/embeddings}. */
final class ImageEmbeddingsEndpoint implements Endpoint {
    private static final int MAX_WAITING = 64;

    private final JsonReader json;
    private final ModelStore models;
    private final Scheduler scheduler;
    /** One request at a time is read and its pictures decoded: a picture takes many times a text's memory. */
    private final Semaphore reading = new Semaphore(1, true);

    ImageEmbeddingsEndpoint(JsonReader json, ModelStore models, Scheduler scheduler) {
        this.json = json;
        this.models = models;
        this.scheduler = scheduler;
    }

    /**
     * A picture as the model looks at it, and the tokens that go with it.
     *
     * @param square pixels
     * @param tokens of the text, where there is one
     */
    private record Pair(float[] square, Optional<int[]> tokens) {}

    /** A request whose pictures were decoded. */
    private record Decoded(ImageEmbeddingRequest request, ClipModel model, int length, List<Pair> pairs) {}

    @Override
    public void answer(Exchange exchange) throws IOException, InterruptedException {
        try (ModelUse use = models.use(ModelCatalog.IMAGE_EMBED)) {
            answerUsing(exchange);
        }
    }

    private void answerUsing(Exchange exchange) throws IOException, InterruptedException {
        Decoded decoded = read(exchange);
        ClipModel model = decoded.model();
        List<float[]> vectors = embed(decoded);
        int tokens = 0;
        for (Pair pair : decoded.pairs()) {
            tokens +=
                    model.imageTokens() + pair.tokens().map(text -> text.length).orElse(0);
        }
        ImageEmbeddingRequest request = decoded.request();
        exchange.json(200, EmbeddingWriter.write(request.model(), vectors, tokens, request.encoding()));
    }

    private Decoded read(Exchange exchange) throws IOException, InterruptedException {
        if (reading.getQueueLength() >= MAX_WAITING) {
            throw busy(reading.getQueueLength() + " requests with pictures are waiting to be read");
        }
        reading.acquire();
        try {
            ImageEmbeddingRequest request = ImageEmbeddingRequestReader.read(json.readObject(exchange.body()));
            Models.require(request.model(), "image embeddings", CatalogModel.Kind.IMAGE_EMBEDDING);
            ClipModel model = models.imageEmbedding();
            int length = Dimensions.choose(request.dimensions(), model.dimensions());
            List<Pair> pairs = new ArrayList<>();
            for (ImageInput input : request.inputs()) {
                pairs.add(pair(model, input));
            }
            return new Decoded(request, model, length, pairs);
        } finally {
            reading.release();
        }
    }

    private static Pair pair(ClipModel model, ImageInput input) {
        Optional<int[]> tokens = input.text().map(text -> TextEmbedder.of(model).tokens(text, input.path() + ".text"));
        try {
            return new Pair(PictureReader.read(input.file(), model.imageSize()), tokens);
        } catch (ImageException e) {
            String path = input.path() + ".image";
            throw ApiException.invalid(
                    "invalid_image", path, "The picture in \"" + path + "\" cannot be used: " + e.reason() + ".");
        }
    }

    private List<float[]> embed(Decoded decoded) throws InterruptedException {
        try {
            return EmbeddingRun.embed(
                    scheduler,
                    pair -> VectorPass.inOneStep(
                            () -> ClipModel.shortened(vector(decoded.model(), pair), decoded.length())),
                    decoded.pairs());
        } catch (QueueFullException e) {
            throw busy(String.valueOf(e.getMessage()));
        }
    }

    private static float[] vector(ClipModel model, Pair pair) {
        float[] image = model.embedImage(pair.square());
        return pair.tokens()
                .map(tokens -> ClipModel.joined(image, model.embedText(tokens)))
                .orElse(image);
    }

    private static ApiException busy(String why) {
        return ApiException.of(503, "engine_busy", "Try again shortly: " + why + ".");
    }
}
