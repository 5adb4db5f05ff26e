package dev.sprue.gateway.http;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import io.vertx.core.Context;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does plain blocking work, such as that with the database, on virtual threads, and comes back to the event loop that asked
 * for it. Bounded: what exceeds the bound is refused at once and never waits.
 */
public final class Workbench implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Workbench.class.getName());
    private static final long RETRY_MS = 1_000;
    private static final int CLOSE_SECONDS = 5;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sprue-workbench-", 0).factory());
    private final Semaphore places;

    /** @param most pieces of work at once */
    public Workbench(int most) {
        this.places = new Semaphore(most);
    }

    /**
     * Does {@code work} on a thread of its own, then goes on where it was called from.
     *
     * @param context the caller's event loop
     * @param then takes the result, on that loop
     * @param failed takes the failure, on that loop: the work's own, or 503 where too much is being done
     */
    public <T> void run(Context context, Callable<T> work, Consumer<T> then, Consumer<Failure> failed) {
        if (!places.tryAcquire()) {
            failed.accept(Failure.of(ErrorCode.WORKBENCH_FULL).withRetryAfterMs(RETRY_MS));
            return;
        }
        try {
            threads.execute(() -> {
                Runnable outcome = outcome(work, then, failed);
                places.release();
                context.runOnContext(turn -> outcome.run());
            });
        } catch (RejectedExecutionException closed) {
            places.release();
            failed.accept(Failure.of(ErrorCode.STOPPING).withRetryAfterMs(RETRY_MS));
        }
    }

    /** A caller waits for whatever comes of it, so that no fault may be lost with the thread. */
    private static <T> Runnable outcome(Callable<T> work, Consumer<T> then, Consumer<Failure> failed) {
        try {
            T result = work.call();
            return () -> then.accept(result);
        } catch (FailureException refused) {
            return () -> failed.accept(refused.failure());
        } catch (Throwable defect) {
            LOG.log(System.Logger.Level.ERROR, "work for a request hit a defect", defect);
            return () -> failed.accept(Failure.of(ErrorCode.INTERNAL));
        }
    }

    /** Takes nothing more, and gives what is being done a moment to end. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
