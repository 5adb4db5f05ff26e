package dev.sprue.bench.engine;

import dev.sprue.bench.stats.Spread;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of the engine.
 *
 * @param date when, UTC
 * @param command how it was called
 * @param machine on what
 * @param notes what has to be known to read the figures
 * @param rows the figures
 */
record EngineReport(String date, String command, String machine, List<String> notes, List<Row> rows) {

    /** Keeps the lists as they are now. */
    EngineReport {
        notes = List.copyOf(notes);
        rows = List.copyOf(rows);
    }

    /**
     * One figure.
     *
     * @param metric name and unit
     * @param target what was measured
     * @param figure over all rounds
     * @param ratio of the medians to llama.cpp; null where it is not compared
     * @param goal what it should be; null if that is not said
     * @param met whether it is
     */
    record Row(
            String metric,
            String target,
            Spread figure,
            @Nullable Double ratio,
            @Nullable String goal,
            @Nullable Boolean met) {}

    /** The report for people. */
    String text() {
        StringBuilder out = new StringBuilder(2_048);
        out.append(date)
                .append("  ")
                .append(command)
                .append("\n")
                .append(machine)
                .append("\n\n");
        notes.forEach(note -> out.append("* ").append(note).append('\n'));
        out.append('\n');
        String format = "%-38s %-10s %10s %10s %10s   %-12s %s%n";
        out.append(String.format(Locale.ROOT, format, "", "", "median", "min", "max", "x llama.cpp", "goal"));
        for (Row row : rows) {
            out.append(String.format(
                    Locale.ROOT,
                    format,
                    row.metric(),
                    row.target(),
                    number(row.figure().median()),
                    number(row.figure().min()),
                    number(row.figure().max()),
                    row.ratio() == null ? "" : number(row.ratio()),
                    row.goal() == null ? "" : row.goal() + (Boolean.TRUE.equals(row.met()) ? ": met" : ": MISSED")));
        }
        return out.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
