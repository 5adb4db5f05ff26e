package dev.sprue.engine.embedding;

import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.schedule.Stepped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Embeds several texts, one a step, between the steps of other work. */
public final class EmbeddingRun {
    private final EmbeddingModel model;
    private final List<int[]> texts;
    private final List<float[]> vectors = new ArrayList<>();
    private final CompletableFuture<List<float[]>> result = new CompletableFuture<>();

    private EmbeddingRun(EmbeddingModel model, List<int[]> texts) {
        this.model = model;
        this.texts = texts;
    }

    /**
     * Embeds texts and waits for all of them.
     *
     * @param texts the tokens of each text; at least one text
     * @return one vector for each text, in order
     * @throws QueueFullException where too much is waiting already
     */
    public static List<float[]> embed(Scheduler scheduler, EmbeddingModel model, List<int[]> texts)
            throws QueueFullException, InterruptedException {
        EmbeddingRun run = new EmbeddingRun(model, texts);
        scheduler.submit(run::step);
        try {
            return run.result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("computing embeddings failed", e.getCause());
        }
    }

    private Stepped.Progress step() {
        try {
            vectors.add(model.embed(texts.get(vectors.size())));
        } catch (Throwable e) { // also an OutOfMemoryError ends this run only
            result.completeExceptionally(e);
            return Stepped.Progress.DONE;
        }
        if (vectors.size() < texts.size()) {
            return Stepped.Progress.MORE;
        }
        result.complete(vectors);
        return Stepped.Progress.DONE;
    }
}
