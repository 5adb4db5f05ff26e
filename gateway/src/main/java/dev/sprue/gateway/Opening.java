package dev.sprue.gateway;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Something that is opened on a thread of its own, beside the rest of a start.
 *
 * @param <T> its type
 */
final class Opening<T extends AutoCloseable> implements AutoCloseable {

    private final FutureTask<T> task;

    /** Begins to open it. */
    Opening(String name, Supplier<T> open) {
        this.task = new FutureTask<>(open::get);
        Thread.ofPlatform().name(name).daemon().start(task);
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

    /** Waits for it, and closes it where it could be opened: whoever asked for it has heard where it could not. */
    @Override
    public void close() {
        try {
            task.get().close();
        } catch (ExecutionException failed) {
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
