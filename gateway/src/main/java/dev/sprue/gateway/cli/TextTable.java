package dev.sprue.gateway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Rows in columns that are as wide as they need to be. */
final class TextTable {

    private static final Pattern COMMAND = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]");

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row, of as many cells as the others have; what a terminal would take for a command is shown as {@code ?}. */
    TextTable row(String... cells) {
        rows.add(List.of(cells).stream()
                .map(cell -> cell.isEmpty() ? "-" : COMMAND.matcher(cell).replaceAll("?"))
                .toList());
        return this;
    }

    /** The lines, each with a line feed. */
    String text() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, columns).map(this::width).toArray();
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
