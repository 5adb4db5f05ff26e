package dev.sprue.gateway.usage;

import dev.sprue.gateway.json.JsonText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
    private static final int BATCH = 1_024;
    private static final long CLOSE_WAIT_MS = 5_000;

    private final BlockingQueue<CallRecord> queue = new ArrayBlockingQueue<>(QUEUE_RECORDS);
    private final LongAdder dropped = new LongAdder();
    private final Path folder;
    private final Thread thread;
    private volatile boolean closing;

    /** Writes below {@code dataDir}. */
    public Ledger(Path dataDir) {
        this.folder = dataDir.resolve("usage");
        this.thread = Thread.ofPlatform().name("sprue-ledger").daemon(true).start(this::run);
    }

    @Override
    public void record(CallRecord call) {
        if (!queue.offer(call)) {
            dropped.increment();
        }
    }

    private void run() {
        List<CallRecord> batch = new ArrayList<>(BATCH);
        while (!closing || !queue.isEmpty()) {
            try {
                CallRecord first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, BATCH - 1);
                write(batch);
            } catch (IOException failed) {
                dropped.add(batch.size());
                LOG.log(System.Logger.Level.ERROR, "the usage ledger cannot be written: " + failed.getMessage());
            } catch (InterruptedException stop) {
                return;
            } finally {
                batch.clear();
            }
            reportDropped();
        }
    }

    private void reportDropped() {
        long lost = dropped.sumThenReset();
        if (lost > 0) {
            LOG.log(System.Logger.Level.WARNING, lost + " calls are missing from the usage ledger");
        }
    }

    private void write(List<CallRecord> batch) throws IOException {
        TreeMap<LocalDate, List<CallRecord>> byDay = new TreeMap<>();
        for (CallRecord call : batch) {
            byDay.computeIfAbsent(LocalDate.ofInstant(call.at(), ZoneOffset.UTC), day -> new ArrayList<>())
                    .add(call);
        }
        Files.createDirectories(folder);
        for (var day : byDay.entrySet()) {
            Path file = folder.resolve(day.getKey() + ".jsonl");
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
                for (CallRecord call : day.getValue()) {
                    out.write(line(call).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static String line(CallRecord call) {
        StringBuilder line = new StringBuilder(320).append('{');
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
        return line.append('\n').toString();
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
        closing = true;
        try {
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
