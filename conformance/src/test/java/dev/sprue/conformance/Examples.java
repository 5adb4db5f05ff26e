package dev.sprue.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The README and the page about clients as a source of tests: their fenced blocks, and the variables that they tell
 * readers to set.
 */
public final class Examples {
    private static final List<String> PAGES = List.of("README.md", "docs/clients.md");

    private Examples() {}

    /**
     * The blocks whose info string is exactly {@code info}, in order, the README's first.
     *
     * @throws AssertionError where there are none: a page that shows nothing tests nothing
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
            throw new AssertionError("no page has a block marked `" + info + "`");
        }
        return blocks;
    }

    /** The variables that the pages have readers set from what the product printed. */
    public static Map<String, String> variables(BuiltInProduct product) {
        Endpoint endpoint = product.endpoint();
        return Map.of(
                "SPRUE_ENDPOINT", endpoint.models(),
                "SPRUE_KEY", endpoint.key(),
                "SPRUE_CA", endpoint.ca().toString());
    }

    private static String text() {
        try {
            StringBuilder text = new StringBuilder();
            for (String page : PAGES) {
                text.append(Files.readString(Repository.root().resolve(page))).append('\n');
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
