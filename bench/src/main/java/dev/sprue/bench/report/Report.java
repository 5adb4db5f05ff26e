package dev.sprue.bench.report;

import java.util.List;
import java.util.Map;

/**
 * A whole run.
 *
 * @param date when it began, UTC
 * @param command how it was called
 * @param machine what it ran on, by name
 * @param versions of what was compared, by name
 * @param scenarios what was done, by the scenario's name
 * @param notes what has to be known to read the figures
 * @param failures measurements that were wrong and do not count
 * @param rows the figures
 */
public record Report(
        String date,
        String command,
        Map<String, String> machine,
        Map<String, String> versions,
        Map<String, String> scenarios,
        List<String> notes,
        List<String> failures,
        List<Row> rows) {

    /** Keeps the lists as they are now. */
    public Report {
        notes = List.copyOf(notes);
        failures = List.copyOf(failures);
        rows = List.copyOf(rows);
    }
}
