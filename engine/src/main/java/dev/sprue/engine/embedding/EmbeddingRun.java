package dev.sprue.engine.embedding;

import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.schedule.Stepped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Embeds several texts or pictures between the steps of other work: each by itself, as many side by side as there are
 * idle cores, about a millisecond at a time.
 *
 * @param <T> what is embedded
 */
public final class EmbeddingRun<T> {
    private static final long STEP_NS = 1_000_000;

    private final Function<T, VectorPass> model;
    private final List<T> inputs;
    private final AtomicReferenceArray<float[]> vectors;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger left;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    private EmbeddingRun(Function<T, VectorPass> model, List<T> inputs) {
        this.model = model;
        this.inputs = inputs;
        this.vectors = new AtomicReferenceArray<>(inputs.size());
        this.left = new AtomicInteger(inputs.size());
    }

    /**
     * Embeds and waits for all vectors.
     *
     * @param model begins the computation of one input's vector
     * @param inputs at least one
     * @return one vector for each input, in order
     * @throws QueueFullException where too much is waiting already
     * @throws InterruptedException where the waiting is interrupted; what was not begun will not be computed
     */
    public static <T> List<float[]> embed(Scheduler scheduler, Function<T, VectorPass> model, List<T> inputs)
            throws QueueFullException, InterruptedException {
        EmbeddingRun<T> run = new EmbeddingRun<>(model, inputs);
        scheduler.submit(run.new Lane());
        run.submitMore(scheduler);
        try {
            run.result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("computing embeddings failed", e.getCause());
        } finally {
            run.result.cancel(false);
        }
        return IntStream.range(0, inputs.size()).mapToObj(run.vectors::get).toList();
    }

    /** Uses the cores that have nothing to do. The first lane does everything where there are none. */
    private void submitMore(Scheduler scheduler) {
        int cores = Runtime.getRuntime().availableProcessors();
        try {
            for (int lanes = 1; lanes < inputs.size() && scheduler.load().running() < cores; lanes++) {
                scheduler.submit(new Lane());
            }
        } catch (QueueFullException e) {
            // Somebody else took the last place meanwhile.
        }
    }

    /** Takes one input after the other as long as there are any. */
    private final class Lane implements Stepped {
        private @Nullable VectorPass pass;
        private int input;

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
            VectorPass current = pass;
            if (current == null) {
                input = begun.getAndIncrement();
                if (input >= inputs.size()) {
                    return false;
                }
                pass = model.apply(inputs.get(input));
                return true;
            }
            current.step();
            if (current.isDone()) {
                vectors.set(input, current.vector());
                pass = null;
                if (left.decrementAndGet() == 0) {
                    result.complete(null);
                }
            }
            return true;
        }
    }
}
