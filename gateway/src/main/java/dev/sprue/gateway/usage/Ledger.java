package dev.sprue.gateway.usage;

import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.log.Batches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
    private static final int LINE_CHARS = 400;
    private static final long PAUSE_MS = 100;

    private final DailyFile file;
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

    /** Writes what is queued and closes the file. */
    @Override
    public void close() {
        calls.close();
        file.close();
    }
}
