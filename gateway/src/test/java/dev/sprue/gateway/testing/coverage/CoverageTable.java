package dev.sprue.gateway.testing.coverage;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.testing.coverage.Evidence.Cell;
import dev.sprue.gateway.testing.coverage.Evidence.Part;
import dev.sprue.gateway.testing.specified.Api;
import dev.sprue.gateway.testing.specified.Document;
import dev.sprue.gateway.testing.specified.Specifications;
import dev.sprue.specification.AzureOpenAi;
import dev.sprue.specification.KnownDeviation;
import dev.sprue.specification.ModelInference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Writes {@code docs/api-coverage.md}: every row of every document, and which test proves it. */
final class CoverageTable {

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
        StringBuilder counted = new StringBuilder();
        int cells = 0;
        int proven = 0;
        for (Api api : List.of(Api.MODELS, Api.DATED, Api.V1)) {
            table.operations(api);
            table.errors(api);
            counted.append("\nProven of `")
                    .append(api.prefix())
                    .append("`: ")
                    .append(table.proven - proven)
                    .append(" of ")
                    .append(table.cells - cells)
                    .append(" cells.\n");
            cells = table.cells;
            proven = table.proven;
        }
        return counted.append(holding()).append(table.out).append(deviations()).toString();
    }

    /** Not every dated version has a document. */
    private static String holding() {
        StringBuilder out = new StringBuilder("\n## Which document holds for a dated version\n\n")
                .append("| operations | version | held to the document of |\n| --- | --- | --- |\n");
        holding(out, "chat completions, completions, embeddings", AzureOpenAi.INFERENCE);
        holding(out, "models", AzureOpenAi.AUTHORING);
        holding(out, "deployments", AzureOpenAi.DEPLOYMENTS);
        return out.toString();
    }

    private static void holding(StringBuilder out, String operations, List<String> documents) {
        for (int i = 0; i < documents.size(); i++) {
            String after = i == 0 ? "" : "after " + documents.get(i - 1);
            String upTo = i == documents.size() - 1 ? "" : "up to " + documents.get(i);
            String both = after.isEmpty() || upTo.isEmpty() ? after + upTo : after + ", " + upTo;
            out.append("| ")
                    .append(operations)
                    .append(" | ")
                    .append(both.isEmpty() ? "all that have them" : both)
                    .append(" | ")
                    .append(documents.get(i))
                    .append(" |\n");
        }
    }

    private void operations(Api api) {
        for (Api.Operation operation : operationsOf(api)) {
            Api.Place place = new Api.Place(api, operation.route());
            out.append("\n## ")
                    .append(operation.method())
                    .append(' ')
                    .append(api.prefix())
                    .append(operation.route())
                    .append('\n');
            table("Request", place, Part.REQUEST, name -> operation(place, name, operation)
                    .request());
            table("Answer", place, Part.ANSWER, name -> operation(place, name, operation)
                    .answer());
            table("Events of a stream", place, Part.EVENT, name -> operation(place, name, operation)
                    .event());
        }
    }

    private List<Api.Operation> operationsOf(Api api) {
        Set<Api.Operation> all = new LinkedHashSet<>(api.operations());
        if (all.isEmpty()) {
            for (String version : ModelInference.VERSIONS) {
                Document document = specifications.document(new Api.Place(api, ""), version);
                document.written().path("paths").properties().forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> all.add(new Api.Operation(method.toUpperCase(Locale.ROOT), path.getKey()))));
            }
        }
        return List.copyOf(all);
    }

    private Operation operation(Api.Place place, String name, Api.Operation operation) {
        return new Operation(specifications.document(place, name), operation.method(), operation.route());
    }

    private void table(String title, Api.Place place, Part part, Function<String, Set<String>> rowsOf) {
        List<String> documents = place.columns().stream()
                .filter(name -> !rowsOf.apply(name).isEmpty())
                .toList();
        Map<String, Set<String>> documentsOfRows = new LinkedHashMap<>();
        for (String document : documents.reversed()) {
            rowsOf.apply(document).forEach(row -> documentsOfRows
                    .computeIfAbsent(row, key -> new TreeSet<>())
                    .add(document));
        }
        if (!documentsOfRows.isEmpty()) {
            head(title, documents);
            documentsOfRows.forEach((row, having) -> row(place, part, row, documents, having));
        }
    }

    private void head(String title, List<String> columns) {
        out.append("\n### ")
                .append(title)
                .append("\n\n| | ")
                .append(String.join(" | ", columns))
                .append(" | proven by |\n| --- |")
                .append(" --- |".repeat(columns.size()))
                .append(" --- |\n");
    }

    private void row(Api.Place place, Part part, String row, List<String> documents, Set<String> having) {
        Map<String, Set<String>> cellsOfTests = new TreeMap<>();
        out.append("| `").append(row).append('`');
        for (String document : documents) {
            List<String> tests = Evidence.of(new Cell(place.api(), place.route(), part, row, document));
            List<String> refusals = part == Part.REQUEST
                    ? Evidence.of(new Cell(place.api(), place.route(), Part.REFUSED, unlabelled(row), document))
                    : List.of();
            out.append(" | ").append(word(having.contains(document), tests, refusals));
            if (having.contains(document)) {
                count(tests);
                tests.forEach(test -> cellsOfTests
                        .computeIfAbsent(test, key -> new TreeSet<>())
                        .add(document));
                refusals.forEach(test -> cellsOfTests
                        .computeIfAbsent(test, key -> new TreeSet<>())
                        .add("refused " + document));
            }
        }
        provers(cellsOfTests);
    }

    private void count(List<String> tests) {
        cells++;
        proven += tests.isEmpty() ? 0 : 1;
    }

    private void provers(Map<String, Set<String>> cellsOfTests) {
        Set<String> open = new TreeSet<>();
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
    private void errors(Api api) {
        Set<String> rows = new LinkedHashSet<>();
        if (api == Api.MODELS) {
            Arrays.stream(ErrorCode.values()).forEach(code -> rows.add(code.status() + " " + code.code()));
        } else {
            rows.addAll(Evidence.errors(api));
        }
        out.append("\n## Errors of ").append(api.prefix()).append('\n');
        head("Cases of the [catalogue](errors.md), on any operation", api.errorColumns());
        for (String row : rows) {
            Map<String, Set<String>> cellsOfTests = new TreeMap<>();
            out.append("| `").append(row).append('`');
            for (String column : api.errorColumns()) {
                List<String> tests = Evidence.of(new Cell(api, "", Part.ERROR, row, column));
                tests.forEach(test -> cellsOfTests
                        .computeIfAbsent(test, key -> new TreeSet<>())
                        .add(column));
                out.append(" | ").append(word(true, tests, List.of()));
                count(tests);
            }
            provers(cellsOfTests);
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
