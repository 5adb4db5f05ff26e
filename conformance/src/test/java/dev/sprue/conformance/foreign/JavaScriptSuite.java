package dev.sprue.conformance.foreign;

import dev.sprue.conformance.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code @azure-rest/ai-inference} and {@code openai} under Node's own test runner. */
final class JavaScriptSuite extends ForeignSuite {
    private static final int LEAST_NODE = 20;

    JavaScriptSuite() {
        super("JavaScript", "js", "js");
    }

    @Override
    String packageList() {
        return "package-lock.json";
    }

    @Override
    void requireTools() {
        String version = Shell.run(List.of("node", "--version"), home(), Map.of(), 20)
                .stdout()
                .strip();
        if (Integer.parseInt(version.replaceAll("^v|\\..*$", "")) < LEAST_NODE) {
            throw skip("it needs Node " + LEAST_NODE + " or later, here is " + version);
        }
        Shell.run(List.of("npm", "--version"), home(), Map.of(), 20);
    }

    @Override
    List<List<String>> installation() {
        return List.of(List.of("npm", "ci", "--fetch-retries=1", "--fetch-timeout=60000", "--no-update-notifier"));
    }

    @Override
    List<String> run(Path report) {
        return Stream.concat(
                        Stream.of(
                                "node",
                                "--test",
                                "--test-reporter=junit",
                                "--test-reporter-destination=" + report,
                                "--test-timeout=60000"),
                        Stream.of("builtin", "relay", "fields", "tools", "reasoning", "embeddings", "errors", "broken")
                                .map(name -> name + ".test.js"))
                .toList();
    }

    @Override
    String snippetLanguage() {
        return "javascript";
    }

    @Override
    String snippetFile() {
        return "snippet.mjs";
    }

    @Override
    List<String> program(Path source) {
        return List.of("node", source.toString());
    }
}
