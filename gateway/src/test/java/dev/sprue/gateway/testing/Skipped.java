package dev.sprue.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The note of what this module did not test, and why; the launcher prints it, since a skipped test looks like a passed one. */
public final class Skipped {

    private static final Path FILE = GeneratedPage.repository().resolve("gateway/target/skipped.txt");

    private Skipped() {}

    /**
     * Notes that {@code what} is not tested, once, and ends the running test as skipped.
     *
     * @param reason cause and remedy
     * @return never; the type lets callers write {@code throw Skipped.because(...)}
     */
    public static RuntimeException because(String what, String reason) {
        note(what + ": " + reason.strip().replace('\n', ' '));
        Assumptions.abort(what + " skipped: " + reason);
        throw new AssertionError("a skip must end the test");
    }

    private static synchronized void note(String line) {
        try {
            Files.createDirectories(FILE.getParent());
            if (!Files.exists(FILE) || !Files.readAllLines(FILE).contains(line)) {
                Files.write(FILE, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
