package dev.sprue.conformance.wire;

import java.util.List;

/** Finds things in what the product prints at its start. */
final class Banners {
    private Banners() {}

    /** The line that begins with {@code curl}, with the lines that it continues on. */
    static String curlLine(List<String> banner) {
        StringBuilder command = new StringBuilder();
        for (String line : banner) {
            if (!command.isEmpty() || line.strip().startsWith("curl ")) {
                command.append(line.strip()).append('\n');
                if (!line.stripTrailing().endsWith("\\")) {
                    return command.toString();
                }
            }
        }
        throw new AssertionError("no curl line in:\n" + String.join("\n", banner));
    }
}
