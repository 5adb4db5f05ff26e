package dev.sprue.conformance.foreign;

import dev.sprue.conformance.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A suite under Node's own test runner, with its packages in its own {@code node_modules}. */
abstract class NodeSuite extends ForeignSuite {
    private static final int LEAST_NODE = 20;

    private final List<String> tests;

    /**
     * @param tests the names of its files, without {@code .test.js}
     * @see ForeignSuite#ForeignSuite
     */
    NodeSuite(String name, String folder, String home, List<String> tests) {
        super(name, folder, home);
        this.tests = List.copyOf(tests);
    }

    @Override
    final String packageList() {
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
    final List<List<String>> installation() {
        return List.of(List.of("npm", "ci", "--fetch-retries=1", "--fetch-timeout=60000", "--no-update-notifier"));
    }

    @Override
    final List<String> run(Path report) {
        Stream<String> runner = Stream.of(
                "node",
                "--test",
                "--test-reporter=junit",
                "--test-reporter-destination=" + report,
                "--test-timeout=60000");
        return Stream.concat(runner, tests.stream().map(name -> name + ".test.js"))
                .toList();
    }

    @Override
    final String snippetFile() {
        return "snippet.mjs";
    }

    @Override
    final List<String> program(Path source) {
        return List.of("node", source.toString());
    }
}
