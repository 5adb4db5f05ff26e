package dev.sprue.conformance;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the tests find what they run, whichever folder the build started them in. */
public final class Repository {
    private static final Path ROOT = findRoot();

    private Repository() {}

    /** The folder that holds the launcher. */
    public static Path root() {
        return ROOT;
    }

    /** The launcher: what a user types to start the product. */
    public static Path launcher() {
        return ROOT.resolve("sprue");
    }

    /** This module's own folder. */
    public static Path module() {
        return ROOT.resolve("conformance");
    }

    /** Where suites leave what they install and what the product printed; ignored by version control. */
    public static Path target() {
        return module().resolve("target");
    }

    private static Path findRoot() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("conformance").resolve("pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException("the tests must run inside the repository");
    }
}
