package dev.sprue.conformance.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Examples;
import dev.sprue.conformance.Folders;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.Repository;
import dev.sprue.conformance.Shell;
import dev.sprue.conformance.Skipped;
import dev.sprue.conformance.ToolMissingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;

/**
 * A suite in another language: what its tools are, how it is installed, how it is run.
 *
 * <p>The suite is copied to {@code target} and installed there. An installation is kept until the file that lists the
 * packages changes.
 */
abstract class ForeignSuite {
    private static final int INSTALL_LIMIT_S = 300;
    private static final int RUN_LIMIT_S = 240;
    private static final Pattern NO_REGISTRY = Pattern.compile(
            "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|name resolution|NewConnectionError"
                    + "|Max retries exceeded|Connection refused|Network is unreachable|ReadTimeoutError|ProxyError",
            Pattern.CASE_INSENSITIVE);

    private final String name;
    private final Path home;

    /**
     * @param name for people
     * @param folder its folder in this module
     * @param home the folder below {@code target} where it is installed and run
     */
    ForeignSuite(String name, String folder, String home) {
        this.name = name;
        this.home = Repository.target().resolve(home);
        Folders.copy(Repository.module().resolve(folder), this.home);
    }

    /** Where the suite lies and runs. */
    final Path home() {
        return home;
    }

    /** The file, relative to {@link #home}, that decides whether an installation is still good. */
    abstract String packageList();

    /** Ends the test as skipped, through {@link #skip}, where the language is missing or too old. */
    abstract void requireTools();

    /** The command lines that install the suite's packages, in order. */
    abstract List<List<String>> installation();

    /** The command line that runs the suite and writes {@code report}. */
    abstract List<String> run(Path report);

    /** The info string of this suite's blocks in the pages that {@link Examples} reads. */
    abstract String snippetLanguage();

    /** The name of a file that holds such a block. */
    abstract String snippetFile();

    /** The command line that runs one program. */
    abstract List<String> program(Path source);

    /** Installs and runs the suite against the two products. */
    final List<DynamicTest> tests(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        Skipped.begin(name);
        try {
            requireTools();
        } catch (ToolMissingException e) {
            throw skip(e.getMessage() + "; install it to run this suite");
        }
        install();
        Path report = home.resolve("report.xml");
        Files.deleteIfExists(report);
        Shell.Result result = Shell.run(run(report), home, Environment.of(builtIn, relay, home), RUN_LIMIT_S);
        assertThat(report)
                .as("the %s suite wrote its report; it printed %s", name, result)
                .isRegularFile();
        List<DynamicTest> tests = JUnitXml.tests(report);
        assertThat(tests)
                .as("the %s suite ran tests; it printed %s", name, result)
                .isNotEmpty();
        if (result.exitCode() != 0 && !JUnitXml.hasFailures(report)) {
            throw new AssertionError("the " + name + " suite failed outside its tests: " + result);
        }
        tests.addAll(snippetTests(builtIn));
        return tests;
    }

    /** What the documentation shows for this suite, run as it stands there. */
    private List<DynamicTest> snippetTests(BuiltInProduct builtIn) {
        Map<String, String> environment = new HashMap<>(Examples.variables(builtIn));
        Environment.TRUST.forEach(
                variable -> environment.put(variable, builtIn.endpoint().ca().toString()));
        return Examples.blocks(snippetLanguage()).stream()
                .map(block -> DynamicTest.dynamicTest("documentation: " + snippetLanguage(), () -> {
                    Path source = home.resolve(snippetFile());
                    Files.writeString(source, block);
                    Shell.Result result = Shell.run(program(source), home, environment, RUN_LIMIT_S);
                    assertThat(result.exitCode()).as("%s", result).isZero();
                    assertThat(result.stdout()).as("%s", result).isNotBlank();
                }))
                .toList();
    }

    final RuntimeException skip(String reason) {
        return Skipped.because(name, reason);
    }

    private void install() throws IOException {
        Path mark = home.resolve(".installed");
        String wanted = Files.readString(home.resolve(packageList()));
        if (Files.exists(mark) && Files.readString(mark).equals(wanted)) {
            return;
        }
        Files.deleteIfExists(mark);
        for (List<String> command : installation()) {
            Shell.Result result = Shell.run(command, home, Map.of(), INSTALL_LIMIT_S);
            if (result.exitCode() != 0) {
                if (NO_REGISTRY.matcher(result.stdout() + result.stderr()).find()) {
                    throw skip("its package registry cannot be reached; set npm or pip up to use one that can");
                }
                throw new AssertionError("cannot install the " + name + " suite: " + result);
            }
        }
        Files.writeString(mark, wanted);
    }
}
