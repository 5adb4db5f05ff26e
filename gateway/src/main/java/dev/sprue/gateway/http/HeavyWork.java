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
                } catch (FailureException refused) {
                    context.runOnContext(turn -> failed.accept(refused.failure()));
                } catch (IOException disk) {
                    LOG.log(System.Logger.Level.ERROR, "a large body cannot be kept: " + disk.getMessage());
                    Failure failure = Failure.of(ErrorCode.STORAGE_FAILED).withRetryAfterMs(RETRY_MS);
                    context.runOnContext(turn -> failed.accept(failure));
                } catch (Exception defect) {
                    LOG.log(System.Logger.Level.ERROR, "work beside an event loop hit a defect", defect);
                    context.runOnContext(turn -> failed.accept(Failure.of(ErrorCode.INTERNAL)));
                }
            });
        } catch (RejectedExecutionException full) {
            failed.accept(Failure.of(ErrorCode.OVERLOADED).withRetryAfterMs(RETRY_MS));
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
