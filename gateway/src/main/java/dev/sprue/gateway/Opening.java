package dev.sprue.gateway;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Something that is opened on a thread of its own, beside the rest of a start.
 *
 * @param <T> its type
 */
final class Opening<T extends AutoCloseable> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final FutureTask<T> task;
    private final Thread thread;

    /** Begins to open it. */
    Opening(String name, Supplier<T> open) {
        this.task = new FutureTask<>(open::get) {
            @Override
            protected void set(T opened) {
                super.set(opened);
                if (isCancelled()) {
                    release(opened);
                }
            }
        };
        this.thread = Thread.ofPlatform().name(name).daemon().start(task);
    }

    /**
     * What was opened, as soon as it is.
     *
     * @throws RuntimeException whatever stood in the way
     */
    T opened() {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException why
                    ? why
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the start was interrupted", stopped);
        }
    }

    /**
     * Closes it; where it is not open yet, somebody else has failed, and nobody waits any longer for what may never come, such as a
     * database that is away: it is interrupted, and closed where it opens all the same.
     */
    @Override
    public void close() {
        try {
            if (task.cancel(true)) {
                thread.join(PATIENCE);
            } else {
                release(task.get());
            }
        } catch (ExecutionException failed) {
            // Whoever asked for it has heard of it.
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void release(T opened) {
        try {
            opened.close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
