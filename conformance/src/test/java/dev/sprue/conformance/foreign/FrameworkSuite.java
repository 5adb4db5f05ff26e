package dev.sprue.conformance.foreign;

import java.util.List;

/**
 * A Python framework with classes for this API. Frameworks want packages in versions that rule each other out, so each
 * has an environment of its own; installing them takes minutes, so they are tested when all is.
 */
final class FrameworkSuite extends PythonEnvironmentSuite {
    private static final boolean FULL = Boolean.getBoolean("sprue.test.full");

    private final String module;

    /**
     * @param name for people
     * @param module its package list and its tests in the folder {@code frameworks}, without what follows the name
     */
    FrameworkSuite(String name, String module) {
        super(name, "frameworks", "framework-" + module, 11);
        this.module = module;
    }

    @Override
    String packageList() {
        return module + ".txt";
    }

    @Override
    void requireTools() {
        if (!FULL) {
            throw skip("it is installed and run by ./sprue test --full only");
        }
        super.requireTools();
    }

    /** Not every dependency of theirs comes as a wheel. */
    @Override
    List<String> pipOptions() {
        return List.of("--no-deps");
    }

    @Override
    List<String> tests() {
        return List.of("test_" + module + ".py");
    }

    @Override
    String snippetLanguage() {
        return "python " + module;
    }

    @Override
    String snippetFile() {
        return "snippet.py";
    }
}
