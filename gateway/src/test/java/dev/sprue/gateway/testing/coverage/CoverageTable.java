package dev.sprue.gateway.testing.coverage;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.testing.coverage.Evidence.Cell;
import dev.sprue.gateway.testing.coverage.Evidence.Part;
import dev.sprue.gateway.testing.specified.Specifications;
import dev.sprue.specification.KnownDeviation;
import dev.sprue.specification.ModelInference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Writes {@code docs/api-coverage.md}: every row of every version's document, and which test proves it. */
final class CoverageTable {

    private static final List<String> VERSIONS = ModelInference.VERSIONS;

    private final Specifications specifications;
    private final StringBuilder out = new StringBuilder();
    private int cells;
    private int proven;

    private CoverageTable(Specifications specifications) {
        this.specifications = specifications;
    }

    /** The page's generated part. */
    static String of(Specifications specifications) {
        CoverageTable table = new CoverageTable(specifications);
        table.operations();
        table.errors();
        String counted = "\nProven: " + table.proven + " of " + table.cells + " cells.\n";
        return counted + table.out + deviations();
    }

    private void operations() {
        Set<List<String>> all = new LinkedHashSet<>();
        for (String version : VERSIONS) {
            specifications.document(version).path("paths").properties().forEach(path -> path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                            method -> all.add(List.of(method.toUpperCase(java.util.Locale.ROOT), path.getKey()))));
        }
        for (List<String> operation : all) {
            String method = operation.getFirst();
            String route = operation.getLast();
            out.append("\n## ").append(method).append(" /models").append(route).append('\n');
            table("Request", route, Part.REQUEST, version -> operation(version, method, route)
                    .request());
            table("Answer", route, Part.ANSWER, version -> operation(version, method, route)
                    .answer());
            table("Events of a stream", route, Part.EVENT, version -> operation(version, method, route)
                    .event());
        }
    }

    private Operation operation(String version, String method, String route) {
        return new Operation(specifications, version, method, route);
    }

    private void table(String title, String route, Part part, Function<String, Set<String>> rowsOf) {
        Map<String, Set<String>> versionsOfRows = new LinkedHashMap<>();
        for (String version : VERSIONS.reversed()) {
            rowsOf.apply(version).forEach(row -> versionsOfRows
                    .computeIfAbsent(row, key -> new TreeSet<>())
                    .add(version));
        }
        if (!versionsOfRows.isEmpty()) {
            head(title);
            versionsOfRows.forEach((row, versions) -> row(route, part, row, versions));
        }
    }

    private void head(String title) {
        out.append("\n### ")
                .append(title)
                .append("\n\n| | ")
                .append(String.join(" | ", VERSIONS))
                .append(" | proven by |\n| --- |")
                .append(" --- |".repeat(VERSIONS.size()))
                .append(" --- |\n");
    }

    private void row(String route, Part part, String row, Set<String> versions) {
        Map<String, Set<String>> cellsOfTests = new TreeMap<>();
        Set<String> open = new TreeSet<>();
        out.append("| `").append(row).append('`');
        for (String version : VERSIONS) {
            List<String> tests = Evidence.of(new Cell(route, part, row, version));
            List<String> refusals = part == Part.REQUEST
                    ? Evidence.of(new Cell(route, Part.REFUSED, unlabelled(row), version))
                    : List.of();
            out.append(" | ").append(word(versions.contains(version), tests, refusals));
            if (versions.contains(version)) {
                cells++;
                proven += tests.isEmpty() ? 0 : 1;
                tests.forEach(test -> cellsOfTests
                        .computeIfAbsent(test, key -> new TreeSet<>())
                        .add(version));
                refusals.forEach(test -> cellsOfTests
                        .computeIfAbsent(test, key -> new TreeSet<>())
                        .add("refused " + version));
            }
        }
        cellsOfTests.values().forEach(open::addAll);
        out.append(" | ").append(String.join(", ", fewest(cellsOfTests, open))).append(" |\n");
    }

    private static String word(boolean specified, List<String> tests, List<String> refusals) {
        if (!specified) {
            return "–";
        }
        String taken = tests.isEmpty() ? "**no**" : "yes";
        return refusals.isEmpty() ? taken : taken + ", checked";
    }

    /** Enough tests to prove all: again and again the one that proves the most of what is left, by name where equal. */
    private static List<String> fewest(Map<String, Set<String>> cellsOfTests, Set<String> open) {
        Set<String> chosen = new TreeSet<>();
        while (!open.isEmpty()) {
            String best = cellsOfTests.keySet().stream()
                    .max(java.util.Comparator.<String>comparingLong(
                                    test -> cellsOfTests.getOrDefault(test, Set.of()).stream()
                                            .filter(open::contains)
                                            .count())
                            .thenComparing(java.util.Comparator.reverseOrder()))
                    .orElseThrow();
            chosen.add("`" + best + "`");
            open.removeAll(cellsOfTests.getOrDefault(best, Set.of()));
        }
        return List.copyOf(chosen);
    }

    /** A row without the kinds of messages and parts and without a value: what a location of an error can say. */
    private static String unlabelled(String row) {
        return row.contains(" ") ? row : row.replaceAll("\\[[^\\]]*\\]", "[]").replaceAll("\\([^)]*\\)", "");
    }

    /** One table for all operations: what can go wrong is the same for most. */
    private void errors() {
        out.append("\n## Errors\n");
        head("Cases of the [catalogue](errors.md), on any operation");
        Set<String> rows = new LinkedHashSet<>();
        Arrays.stream(ErrorCode.values()).forEach(code -> rows.add(code.status() + " " + code.code()));
        for (String row : rows) {
            Map<String, Set<String>> cellsOfTests = new TreeMap<>();
            out.append("| `").append(row).append('`');
            for (String version : VERSIONS) {
                List<String> tests = Evidence.of(new Cell("", Part.ERROR, row, version));
                tests.forEach(test -> cellsOfTests
                        .computeIfAbsent(test, key -> new TreeSet<>())
                        .add(version));
                out.append(" | ").append(word(true, tests, List.of()));
                cells++;
                proven += tests.isEmpty() ? 0 : 1;
            }
            Set<String> open = new TreeSet<>();
            cellsOfTests.values().forEach(open::addAll);
            out.append(" | ")
                    .append(String.join(", ", fewest(cellsOfTests, open)))
                    .append(" |\n");
        }
    }

    private static String deviations() {
        StringBuilder out = new StringBuilder(
                "\n## Where answers depart from the specification\n\n| what | why |\n| --- | --- |\n");
        for (KnownDeviation deviation : KnownDeviation.values()) {
            out.append("| ")
                    .append(deviation.place())
                    .append(" | ")
                    .append(deviation.reason())
                    .append(" |\n");
        }
        return out.append('\n').toString();
    }
}
