package dev.sprue.engine.worker;

import java.util.concurrent.atomic.LongAdder;

/** Counts generations since the start of the process. */
final class Counters {
    private final LongAdder started = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void started() {
        started.increment();
    }

    void completed() {
        completed.increment();
    }

    void cancelled() {
        cancelled.increment();
    }

    void failed() {
        failed.increment();
    }

    long startedCount() {
        return started.sum();
    }

    long completedCount() {
        return completed.sum();
    }

    long cancelledCount() {
        return cancelled.sum();
    }

    long failedCount() {
        return failed.sum();
    }
}
