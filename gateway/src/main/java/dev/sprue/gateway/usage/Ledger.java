package dev.sprue.gateway.usage;

import dev.sprue.gateway.json.JsonLines;
import dev.sprue.gateway.log.Batches;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes every call to {@code DIR/usage/YYYY-MM-DD.jsonl} (UTC), one JSON object a line, in batches from a thread of its
 * own.
 *
 * <p>The queue is bounded: when the disk cannot keep up, records are dropped and their number is logged; calls go on.
 */
public final class Ledger implements Meter, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final int QUEUE_RECORDS = 65_536;
    private static final int WRITE_BYTES = 64 * 1024;
    private static final long SECONDS_PER_DAY = 24 * 60 * 60;

    /** Short, so that a batch never keeps a processor for long from the event loops beside it. */
    private static final long PAUSE_MS = 20;

    private final DailyFile file;
    private final JsonLines lines = new JsonLines(WRITE_BYTES + 4 * 1024);
    private final Batches<CallRecord> calls;

    /** Writes below {@code dataDir}. */
    public Ledger(Path dataDir) {
        this.file = new DailyFile(dataDir.resolve("usage"));
        this.calls = new Batches<>("sprue-ledger", QUEUE_RECORDS, PAUSE_MS, this::take);
    }

    @Override
    public void record(CallRecord call) {
        calls.add(call);
    }

    private void take(List<CallRecord> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            write(batch);
        } catch (IOException failed) {
            calls.countDropped(batch.size());
            file.close();
            LOG.log(System.Logger.Level.ERROR, "the usage ledger cannot be written: " + failed.getMessage());
        }
        long lost = calls.takeDropped();
        if (lost > 0) {
            LOG.log(System.Logger.Level.WARNING, lost + " calls are missing from the usage ledger");
        }
    }

    private void write(List<CallRecord> batch) throws IOException {
        lines.clear();
        long day = day(batch.getFirst());
        for (CallRecord call : batch) {
            if (lines.length() >= WRITE_BYTES || day(call) != day) {
                append(day);
                day = day(call);
            }
            line(call);
        }
        append(day);
    }

    private void append(long day) throws IOException {
        file.append(LocalDate.ofEpochDay(day), lines.array(), lines.length());
        lines.clear();
    }

    private static long day(CallRecord call) {
        return Math.floorDiv(call.at().getEpochSecond(), SECONDS_PER_DAY);
    }

    private void line(CallRecord call) {
        lines.begin();
        lines.time("at", call.at());
        lines.text("requestId", call.requestId());
        lines.text("resource", call.resource());
        lines.text("deployment", call.deployment());
        lines.text("model", call.model());
        lines.text("provider", call.provider());
        lines.text("operation", call.operation());
        lines.text("outcome", call.outcome().name());
        lines.number("promptTokens", call.usage().promptTokens());
        lines.number("completionTokens", call.usage().completionTokens());
        lines.number("cachedTokens", call.usage().cachedTokens());
        lines.number("reasoningTokens", call.usage().reasoningTokens());
        lines.number("firstByteMs", call.firstByteMs());
        lines.number("durationMs", call.durationMs());
        lines.end();
    }

    /** Writes what is queued and closes the file. */
    @Override
    public void close() {
        calls.close();
        file.close();
    }
}
