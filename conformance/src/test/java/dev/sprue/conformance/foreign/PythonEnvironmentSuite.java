package dev.sprue.conformance.foreign;

import dev.sprue.conformance.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A suite under pytest, with its packages in a virtual environment of its own. */
abstract class PythonEnvironmentSuite extends ForeignSuite {
    private static final String PYTHON = "python3";

    private final int leastMinor;

    /**
     * @param leastMinor the least version of Python 3 that its packages take
     * @see ForeignSuite#ForeignSuite
     */
    PythonEnvironmentSuite(String name, String folder, String home, int leastMinor) {
        super(name, folder, home);
        this.leastMinor = leastMinor;
    }

    /** What pip is told about the packages of the list, which names every one of them. */
    abstract List<String> pipOptions();

    /** The files to run; none: all there are. */
    abstract List<String> tests();

    @Override
    void requireTools() {
        String usable =
                "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, " + leastMinor + ") else 1)";
        Shell.Result result = Shell.run(List.of(PYTHON, "-c", usable), home(), Map.of(), 20);
        if (result.exitCode() != 0) {
            throw skip("it needs Python 3." + leastMinor
                    + " or later with the modules venv and ensurepip (Debian: python3-venv)");
        }
    }

    @Override
    final List<List<String>> installation() {
        Stream<String> pip = Stream.of(
                inVenv("python"),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-input",
                "--retries=1",
                "--timeout=30");
        Stream<String> list = Stream.of("--requirement", packageList());
        return List.of(
                List.of(PYTHON, "-m", "venv", "--clear", "venv"),
                Stream.of(pip, pipOptions().stream(), list)
                        .flatMap(part -> part)
                        .toList());
    }

    @Override
    final List<String> run(Path report) {
        return Stream.concat(Stream.of(inVenv("python"), "-m", "pytest", "--junitxml=" + report), tests().stream())
                .toList();
    }

    @Override
    final List<String> program(Path source) {
        return List.of(inVenv("python"), source.toString());
    }

    private String inVenv(String program) {
        return home().resolve("venv").resolve("bin").resolve(program).toString();
    }
}
