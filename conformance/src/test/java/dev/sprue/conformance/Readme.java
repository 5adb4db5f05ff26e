package dev.sprue.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The project's README as a source of tests: its fenced blocks, and the variables that it tells readers to set. */
public final class Readme {
    private Readme() {}

    /**
     * The blocks whose info string is exactly {@code info}, in order.
     *
     * @throws AssertionError where there are none: a README that shows nothing tests nothing
     */
    public static List<String> blocks(String info) {
        Pattern block = Pattern.compile(
                "^```" + Pattern.quote(info) + "[ \\t]*\\n(.*?)^```[ \\t]*$", Pattern.MULTILINE | Pattern.DOTALL);
        List<String> blocks = new ArrayList<>();
        Matcher matcher = block.matcher(text());
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        if (blocks.isEmpty()) {
            throw new AssertionError("the README has no block marked `" + info + "`");
        }
        return blocks;
    }

    /** The variables that the README has readers set from what the product printed. */
    public static Map<String, String> variables(BuiltInProduct product) {
        Endpoint endpoint = product.endpoint();
        return Map.of(
                "SPRUE_ENDPOINT", endpoint.models(),
                "SPRUE_KEY", endpoint.key(),
                "SPRUE_CA", endpoint.ca().toString());
    }

    private static String text() {
        try {
            return Files.readString(Repository.root().resolve("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
