package dev.sprue.gateway.usage;

import dev.sprue.gateway.json.JsonLines;
import dev.sprue.gateway.log.Batches;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes every call to {@code DIR/usage/YYYY-MM-DD.jsonl} (UTC), one JSON object a line, in batches from a thread of its
 * own.
 *
 * <p>While the disk is full or away, records wait. What waits is bounded: beyond that, records are dropped and their number is
 * logged. Calls go on in any case.
 */
public final class Ledger implements Meter, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final int QUEUE_RECORDS = 65_536;
    private static final int WAITING_RECORDS = 65_536;
    private static final int WRITE_BYTES = 64 * 1024;
    private static final long SECONDS_PER_DAY = 24 * 60 * 60;

    /** Short, so that a batch never keeps a processor for long from the event loops beside it. */
    private static final long PAUSE_MS = 20;

    private final DailyFile file;
    private final JsonLines lines = new JsonLines(WRITE_BYTES + 4 * 1024);
    private final Batches<CallRecord> calls;

    /** What is to be written; with what follows the writing thread's own. */
    private final List<CallRecord> waiting = new ArrayList<>();

    private boolean troubled;

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
        keep(batch);
        if (waiting.isEmpty()) {
            return;
        }
        try {
            write();
            if (troubled) {
                troubled = false;
                LOG.log(System.Logger.Level.INFO, "the usage ledger can be written again");
            }
            tellLost(calls.takeDropped());
        } catch (IOException failed) {
            file.close();
            if (!troubled) {
                troubled = true;
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the usage ledger cannot be written; calls go on and up to " + WAITING_RECORDS
                                + " of them wait for it: " + failed.getMessage());
            }
        }
    }

    private void keep(List<CallRecord> batch) {
        int room = Math.min(batch.size(), WAITING_RECORDS - waiting.size());
        waiting.addAll(batch.subList(0, room));
        calls.countDropped(batch.size() - room);
    }

    private static void tellLost(long lost) {
        if (lost > 0) {
            LOG.log(System.Logger.Level.WARNING, lost + " calls are missing from the usage ledger");
        }
    }

    /** Writes what waits; when that fails, what is not written goes on waiting. */
    private void write() throws IOException {
        int written = 0;
        try {
            while (written < waiting.size()) {
                long day = day(waiting.get(written));
                int end = written;
                lines.clear();
                while (end < waiting.size() && lines.length() < WRITE_BYTES && day(waiting.get(end)) == day) {
                    line(waiting.get(end++));
                }
                file.append(LocalDate.ofEpochDay(day), lines.array(), lines.length());
                written = end;
            }
        } finally {
            waiting.subList(0, written).clear();
        }
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
        tellLost(calls.takeDropped() + waiting.size());
    }
}
