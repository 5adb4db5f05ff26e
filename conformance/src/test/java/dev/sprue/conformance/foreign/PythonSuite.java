package dev.sprue.conformance.foreign;

import java.util.List;

/** {@code azure-ai-inference} for Python, synchronous and asynchronous. */
final class PythonSuite extends PythonEnvironmentSuite {

    PythonSuite() {
        super("Python", "python", "python", 9);
    }

    @Override
    String packageList() {
        return "requirements.txt";
    }

    @Override
    List<String> pipOptions() {
        return List.of("--no-deps", "--only-binary=:all:");
    }

    @Override
    List<String> tests() {
        return List.of();
    }

    @Override
    String snippetLanguage() {
        return "python";
    }

    @Override
    String snippetFile() {
        return "snippet.py";
    }
}
