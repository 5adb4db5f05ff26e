package dev.sprue.bench.report;

import dev.sprue.bench.stats.Spread;
import java.util.Locale;
import java.util.Map;

/** A report for people. */
public final class ReportText {

    private static final String HEAD = "  %-20s %-17s %10s %10s %10s   %-30s %s%n";

    private ReportText() {}

    /** The whole report. */
    public static String of(Report report) {
        StringBuilder out = new StringBuilder(4_096);
        out.append(report.date()).append("  ").append(report.command()).append("\n\n");
        pairs(out, report.machine());
        pairs(out, report.versions());
        out.append('\n');
        report.notes().forEach(note -> out.append("* ").append(note).append('\n'));
        for (Map.Entry<String, String> scenario : report.scenarios().entrySet()) {
            scenario(out, report, scenario.getKey(), scenario.getValue());
        }
        if (!report.failures().isEmpty()) {
            out.append("\nFAILED; these measurements were wrong and are left out:\n");
            report.failures()
                    .forEach(failure -> out.append("  ").append(failure).append('\n'));
        }
        return out.toString();
    }

    private static void pairs(StringBuilder out, Map<String, String> pairs) {
        pairs.forEach((name, value) -> out.append(String.format(Locale.ROOT, "%-10s %s%n", name, value)));
    }

    private static void scenario(StringBuilder out, Report report, String name, String description) {
        out.append('\n').append(name).append(": ").append(description).append('\n');
        out.append(String.format(Locale.ROOT, HEAD, "", "", "median", "min", "max", "ratio (min-max)", "goal"));
        String last = "";
        for (Row row : report.rows()) {
            if (row.scenario().equals(name)) {
                out.append(line(row, row.metric().equals(last) ? "" : row.metric()));
                last = row.metric();
            }
        }
    }

    private static String line(Row row, String label) {
        Spread figure = row.figure();
        return String.format(
                                Locale.ROOT,
                                HEAD,
                                label,
                                row.target(),
                                number(figure.median(), row.decimals()),
                                number(figure.min(), row.decimals()),
                                number(figure.max(), row.decimals()),
                                ratio(row),
                                goal(row))
                        .stripTrailing()
                + "\n";
    }

    private static String ratio(Row row) {
        Spread ratio = row.ratio();
        return ratio == null
                ? ""
                : String.format(
                        Locale.ROOT, "%.2f (%.2f-%.2f) x %s", ratio.median(), ratio.min(), ratio.max(), row.base());
    }

    private static String goal(Row row) {
        if (row.goal() == null) {
            return "";
        }
        Boolean met = row.met();
        return row.goal() + (met == null ? "" : met ? ": met" : ": MISSED");
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
