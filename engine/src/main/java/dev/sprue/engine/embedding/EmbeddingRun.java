package dev.sprue.engine.embedding;

import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.schedule.Stepped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Embeds several texts between the steps of other work: each text by itself, as many texts side by side as there are
 * idle cores, about a millisecond at a time.
 */
public final class EmbeddingRun {
    private static final long STEP_NS = 1_000_000;

    private final EmbeddingModel model;
    private final List<int[]> texts;
    private final AtomicReferenceArray<float[]> vectors;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger left;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    private EmbeddingRun(EmbeddingModel model, List<int[]> texts) {
        this.model = model;
        this.texts = texts;
        this.vectors = new AtomicReferenceArray<>(texts.size());
        this.left = new AtomicInteger(texts.size());
    }

    /**
     * Embeds texts and waits for all of them.
     *
     * @param texts the tokens of each text; at least one text
     * @return one vector for each text, in order
     * @throws QueueFullException where too much is waiting already
     * @throws InterruptedException where the waiting is interrupted; what was not begun will not be computed
     */
    public static List<float[]> embed(Scheduler scheduler, EmbeddingModel model, List<int[]> texts)
            throws QueueFullException, InterruptedException {
        EmbeddingRun run = new EmbeddingRun(model, texts);
        scheduler.submit(run.new Lane());
        run.submitMore(scheduler);
        try {
            run.result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("computing embeddings failed", e.getCause());
        } finally {
            run.result.cancel(false);
        }
        return IntStream.range(0, texts.size()).mapToObj(run.vectors::get).toList();
    }

    /** Uses the cores that have nothing to do. The first lane does all texts where there are none. */
    private void submitMore(Scheduler scheduler) {
        int cores = Runtime.getRuntime().availableProcessors();
        try {
            for (int lanes = 1; lanes < texts.size() && scheduler.load().running() < cores; lanes++) {
                scheduler.submit(new Lane());
            }
        } catch (QueueFullException e) {
            // Somebody else took the last place meanwhile.
        }
    }

    /** Takes one text after the other as long as there are any. */
    private final class Lane implements Stepped {
        private @Nullable EncoderPass pass;
        private int text;

        @Override
        public Progress step() {
            long endNs = System.nanoTime() + STEP_NS;
            try {
                do {
                    if (result.isDone() || !advance()) {
                        return Progress.DONE;
                    }
                } while (System.nanoTime() - endNs < 0);
            } catch (Throwable e) { // also an OutOfMemoryError ends this run only
                result.completeExceptionally(e);
                return Progress.DONE;
            }
            return Progress.MORE;
        }

        private boolean advance() {
            EncoderPass current = pass;
            if (current == null) {
                text = begun.getAndIncrement();
                if (text >= texts.size()) {
                    return false;
                }
                pass = model.begin(texts.get(text));
                return true;
            }
            current.step();
            if (current.isDone()) {
                vectors.set(text, current.vector());
                pass = null;
                if (left.decrementAndGet() == 0) {
                    result.complete(null);
                }
            }
            return true;
        }
    }
}
