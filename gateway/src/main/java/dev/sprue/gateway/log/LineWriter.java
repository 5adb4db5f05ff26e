package dev.sprue.gateway.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes lines to a stream from a thread of its own.
 *
 * <p>{@link #write} never blocks: when the queue is full the line is dropped and counted, and the count is written once
 * there is room. A request is never slowed by its log line.
 */
public final class LineWriter implements AutoCloseable {

    private static final int QUEUE_LINES = 8_192;
    private static final long CLOSE_WAIT_MS = 2_000;
    private static final long PAUSE_MS = 50;

    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE_LINES);
    private final LongAdder dropped = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final OutputStream out;
    private final Thread thread;

    /** Starts the thread; {@code out} is flushed after each batch and never closed. */
    public LineWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, 64 * 1024);
        this.thread = Thread.ofPlatform().name("sprue-log").daemon(true).start(this::run);
    }

    /** Queues one line, without its line break. */
    public void write(String line) {
        if (!queue.offer(line)) {
            dropped.increment();
        }
    }

    /** Takes what has come, some twenty times a second; whoever writes a line must not have to wake a thread for it. */
    private void run() {
        List<String> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            last = pause();
            queue.drainTo(batch);
            long lost = dropped.sumThenReset();
            if (lost > 0) {
                batch.add("(" + lost + " log lines were dropped: the output is too slow)");
            }
            try {
                for (String line : batch) {
                    out.write(line.getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                }
                out.flush();
            } catch (IOException outputGone) {
                // Nobody reads any more; the service goes on without a log.
                queue.clear();
            }
            batch.clear();
        }
    }

    /** True when the writer is closing. */
    private boolean pause() {
        try {
            return closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            return true;
        }
    }

    /** Writes what is queued, for at most two seconds, and ends the thread. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
