package dev.sprue.conformance.foreign;

import java.util.List;

/**
 * A Python framework with classes for these APIs. Frameworks want packages in versions that rule each other out, so each
 * has an environment of its own; installing them takes minutes, so they are tested when all is.
 */
final class FrameworkSuite extends PythonEnvironmentSuite {
    private final String module;
    private final List<String> tests;

    /**
     * @param name for people
     * @param module its package list in the folder {@code frameworks}, without {@code .txt}
     * @param tests the files there that test it, without {@code test_} and {@code .py}
     */
    FrameworkSuite(String name, String module, String... tests) {
        super(name, "frameworks", "framework-" + module, 11);
        this.module = module;
        this.tests = List.of(tests);
    }

    @Override
    String packageList() {
        return module + ".txt";
    }

    @Override
    void requireTools() {
        requireFullRun();
        super.requireTools();
    }

    /** Not every dependency of theirs comes as a wheel. */
    @Override
    List<String> pipOptions() {
        return List.of("--no-deps");
    }

    @Override
    List<String> tests() {
        return tests.stream().map(test -> "test_" + test + ".py").toList();
    }

    @Override
    List<String> snippetLanguages() {
        return List.of("python " + module);
    }

    @Override
    String snippetFile() {
        return "snippet.py";
    }
}
