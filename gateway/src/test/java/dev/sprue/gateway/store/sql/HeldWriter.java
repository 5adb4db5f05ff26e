package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** A writer that is kept busy, so that what is asked of it gathers and is done together. */
final class HeldWriter {

    private final SqliteWriter writer;
    private final CountDownLatch go = new CountDownLatch(1);
    private final List<FutureTask<Optional<Throwable>>> asked = new ArrayList<>();

    /** Keeps {@code writer} busy from now on. */
    HeldWriter(SqliteWriter writer) throws InterruptedException {
        this.writer = writer;
        CountDownLatch busy = new CountDownLatch(1);
        begin(handle -> {
            busy.countDown();
            await();
            return true;
        });
        busy.await();
    }

    private void await() {
        try {
            go.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Asks for a write, which now waits. */
    void ask(Work<?> work) {
        int before = writer.waiting();
        begin(work);
        Await.until("the write waits", () -> writer.waiting() > before);
    }

    private void begin(Work<?> work) {
        FutureTask<Optional<Throwable>> task = new FutureTask<>(() -> {
            try {
                writer.write(work);
                return Optional.empty();
            } catch (Throwable thrown) {
                return Optional.of(thrown);
            }
        });
        asked.add(task);
        Thread.startVirtualThread(task);
    }

    /** Lets it go on, and returns what was thrown by each write, in the order in which they were asked for. */
    List<Optional<Throwable>> release() throws Exception {
        go.countDown();
        List<Optional<Throwable>> thrown = new ArrayList<>();
        for (FutureTask<Optional<Throwable>> task : asked.subList(1, asked.size())) {
            thrown.add(task.get());
        }
        return thrown;
    }
}
