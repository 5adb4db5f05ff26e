package dev.sprue.gateway.http;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import io.vertx.core.Context;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A bounded pool for what would hold an event loop up for more than a millisecond: large bodies to and from disk, large
 * texts to scan.
 */
public final class HeavyWork implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HeavyWork.class.getName());
    private static final int QUEUE = 4_096;
    private static final long RETRY_MS = 1_000;

    /** Texts of up to this size are worked on in well under a millisecond. */
    private static final long SMALL_BYTES = 128 * 1024;

    private final ThreadPoolExecutor pool;

    /** Works on as many threads as there are processors, which end when there is nothing to do. */
    public HeavyWork() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                Thread.ofPlatform().name("sprue-heavy-", 0).daemon(true).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Does {@code work} on the pool, then goes on where it was called from.
     *
     * @param context the caller's event loop
     * @param then takes the result, on that loop
     * @param failed takes the failure, on that loop: the work's own, 503 where the disk or the pool is full
     */
    public <T> void run(Context context, Callable<T> work, Consumer<T> then, Consumer<Failure> failed) {
        try {
            pool.execute(() -> {
                try {
                    T result = work.call();
                    context.runOnContext(turn -> then.accept(result));
                } catch (Exception | Error thrown) {
                    // Somebody waits for it, even where there was no memory or too deep a structure.
                    Failure failure = failure(thrown);
                    context.runOnContext(turn -> failed.accept(failure));
                }
            });
        } catch (RejectedExecutionException full) {
            failed.accept(Failure.of(ErrorCode.OVERLOADED).withRetryAfterMs(RETRY_MS));
        }
    }

    /**
     * The same for work whose cost grows with a text: that on a small one is done at once, on the loop.
     *
     * @param bytes of the text
     */
    public <T> void runSized(
            Context context, long bytes, Callable<T> work, Consumer<T> then, Consumer<Failure> failed) {
        if (bytes > SMALL_BYTES) {
            run(context, work, then, failed);
            return;
        }
        T result;
        try {
            result = work.call();
        } catch (Exception thrown) {
            failed.accept(failure(thrown));
            return;
        }
        then.accept(result);
    }

    private static Failure failure(Throwable thrown) {
        switch (thrown) {
            case FailureException refused -> {
                return refused.failure();
            }
            case IOException disk -> {
                LOG.log(System.Logger.Level.ERROR, "a large body cannot be kept: " + disk.getMessage());
                return Failure.of(ErrorCode.STORAGE_FAILED).withRetryAfterMs(RETRY_MS);
            }
            default -> {
                LOG.log(System.Logger.Level.ERROR, "large work hit a defect", thrown);
                return Failure.of(ErrorCode.INTERNAL);
            }
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
