package dev.sprue.gateway.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes lines to a stream from a thread of its own.
 *
 * <p>{@link #write} never blocks: when the output is too slow, lines are dropped, and their number is written once there
 * is room. A request is never slowed by its log line.
 */
public final class LineWriter implements AutoCloseable {

    private static final int QUEUE_LINES = 8_192;
    private static final long PAUSE_MS = 50;

    private final OutputStream out;
    private final Batches<String> lines;

    /** Starts the thread; {@code out} is flushed after each batch and never closed. */
    public LineWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, 64 * 1024);
        this.lines = new Batches<>("sprue-log", QUEUE_LINES, PAUSE_MS, this::write);
    }

    /** Queues one line, without its line break. */
    public void write(String line) {
        lines.add(line);
    }

    private void write(List<String> batch) {
        try {
            for (String line : batch) {
                writeNow(line);
            }
            long lost = batch.isEmpty() ? 0 : lines.takeDropped();
            if (lost > 0) {
                writeNow("(" + lost + " log lines were dropped: the output is too slow)");
            }
            out.flush();
        } catch (IOException outputGone) {
            // Nobody reads any more; the service goes on without a log.
        }
    }

    private void writeNow(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /** Writes what is queued and ends the thread. */
    @Override
    public void close() {
        lines.close();
    }
}
