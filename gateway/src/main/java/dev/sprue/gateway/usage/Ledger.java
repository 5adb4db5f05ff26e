package dev.sprue.gateway.usage;

import dev.sprue.gateway.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes every call to {@code DIR/usage/YYYY-MM-DD.jsonl} (UTC), one JSON object a line, in batches from a thread of its
 * own.
 *
 * <p>The queue is bounded: when the disk cannot keep up, records are dropped and their number is logged; calls go on.
 */
public final class Ledger implements Meter, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final int QUEUE_RECORDS = 65_536;
    private static final int LINE_CHARS = 400;
    private static final long PAUSE_MS = 100;
    private static final long CLOSE_WAIT_MS = 5_000;

    private final BlockingQueue<CallRecord> queue = new ArrayBlockingQueue<>(QUEUE_RECORDS);
    private final LongAdder dropped = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final DailyFile file;
    private final Thread thread;

    /** Writes below {@code dataDir}. */
    public Ledger(Path dataDir) {
        this.file = new DailyFile(dataDir.resolve("usage"));
        this.thread = Thread.ofPlatform().name("sprue-ledger").daemon(true).start(this::run);
    }

    @Override
    public void record(CallRecord call) {
        if (!queue.offer(call)) {
            dropped.increment();
        }
    }

    /**
     * Takes what has come, some ten times a second. It never waits on the queue: an event loop that adds a record must not
     * have to wake another thread for it.
     */
    private void run() {
        List<CallRecord> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            last = pause();
            queue.drainTo(batch);
            if (!batch.isEmpty()) {
                try {
                    write(batch);
                } catch (IOException failed) {
                    dropped.add(batch.size());
                    file.close();
                    LOG.log(System.Logger.Level.ERROR, "the usage ledger cannot be written: " + failed.getMessage());
                }
                batch.clear();
            }
            reportDropped();
        }
        file.close();
    }

    /** True when the service is closing. */
    private boolean pause() {
        try {
            return closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            return true;
        }
    }

    private void reportDropped() {
        long lost = dropped.sumThenReset();
        if (lost > 0) {
            LOG.log(System.Logger.Level.WARNING, lost + " calls are missing from the usage ledger");
        }
    }

    private void write(List<CallRecord> batch) throws IOException {
        StringBuilder lines = new StringBuilder(batch.size() * LINE_CHARS);
        LocalDate day = day(batch.getFirst());
        for (CallRecord call : batch) {
            if (!day(call).equals(day)) {
                file.append(day, lines);
                lines.setLength(0);
                day = day(call);
            }
            line(lines, call);
        }
        file.append(day, lines);
    }

    private static LocalDate day(CallRecord call) {
        return LocalDate.ofInstant(call.at(), ZoneOffset.UTC);
    }

    private static void line(StringBuilder line, CallRecord call) {
        line.append('{');
        text(line, "at", call.at().toString());
        text(line, "requestId", call.requestId());
        text(line, "resource", call.resource());
        text(line, "deployment", call.deployment());
        text(line, "model", call.model());
        text(line, "provider", call.provider());
        text(line, "operation", call.operation());
        text(line, "outcome", call.outcome().name());
        number(line, "promptTokens", call.usage().promptTokens());
        number(line, "completionTokens", call.usage().completionTokens());
        number(line, "cachedTokens", call.usage().cachedTokens());
        number(line, "reasoningTokens", call.usage().reasoningTokens());
        number(line, "firstByteMs", call.firstByteMs());
        number(line, "durationMs", call.durationMs());
        line.setCharAt(line.length() - 1, '}');
        line.append('\n');
    }

    private static void text(StringBuilder line, String name, String value) {
        String quoted = new String(JsonText.quote(value), StandardCharsets.UTF_8);
        line.append('"').append(name).append("\":").append(quoted).append(',');
    }

    private static void number(StringBuilder line, String name, long value) {
        line.append('"').append(name).append("\":").append(value).append(',');
    }

    /** Writes what is queued, for at most five seconds. */
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
