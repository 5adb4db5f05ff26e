package dev.sprue.conformance.foreign;

import dev.sprue.conformance.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code azure-ai-inference} for Python, synchronous and asynchronous, under pytest in an environment of its own. */
final class PythonSuite extends ForeignSuite {
    private static final String PYTHON = "python3";
    private static final String USABLE =
            "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 9) else 1)";

    PythonSuite() {
        super("Python", "python");
    }

    @Override
    String packageList() {
        return "requirements.txt";
    }

    @Override
    void requireTools() {
        Shell.Result result = Shell.run(List.of(PYTHON, "-c", USABLE), home(), Map.of(), 20);
        if (result.exitCode() != 0) {
            throw skip("it needs Python 3.9 or later with the modules venv and ensurepip (Debian: python3-venv)");
        }
    }

    @Override
    List<List<String>> installation() {
        return List.of(
                List.of(PYTHON, "-m", "venv", "--clear", "venv"),
                List.of(
                        inVenv("python"),
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--no-input",
                        "--no-deps",
                        "--only-binary=:all:",
                        "--retries=1",
                        "--timeout=30",
                        "--requirement",
                        "requirements.txt"));
    }

    @Override
    List<String> run(Path report) {
        return List.of(inVenv("python"), "-m", "pytest", "--junitxml=" + report);
    }

    @Override
    String readmeLanguage() {
        return "python";
    }

    @Override
    String readmeFile() {
        return "readme.py";
    }

    @Override
    List<String> program(Path source) {
        return List.of(inVenv("python"), source.toString());
    }

    private String inVenv(String program) {
        return home().resolve("venv").resolve("bin").resolve(program).toString();
    }
}
