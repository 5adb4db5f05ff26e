package dev.sprue.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The note of what was not tested, and why.
 *
 * <p>A skipped suite looks like a passed one in a build's last line. The launcher prints this file, so that whoever ran
 * the tests knows what they did not see.
 */
public final class Skipped {
    private static final Path FILE = Repository.target().resolve("skipped.txt");

    private Skipped() {}

    /** Forgets what an earlier run said about {@code suite}; every suite that can skip calls it first. */
    public static void begin(String suite) {
        rewrite(suite, List.of());
    }

    /**
     * Notes that {@code suite} is not run and ends the running test as skipped.
     *
     * @param reason cause and remedy, on one line
     * @return never; the type lets callers write {@code throw Skipped.because(...)}
     */
    public static RuntimeException because(String suite, String reason) {
        rewrite(suite, List.of(suite + ": " + reason.strip().replace('\n', ' ')));
        Assumptions.abort(suite + " skipped: " + reason);
        throw new AssertionError("a skip must end the test");
    }

    private static synchronized void rewrite(String suite, List<String> now) {
        try {
            List<String> lines = new ArrayList<>(Files.exists(FILE) ? Files.readAllLines(FILE) : List.of());
            lines.removeIf(line -> line.startsWith(suite + ": "));
            lines.addAll(now);
            Files.createDirectories(Repository.target());
            if (lines.isEmpty()) {
                Files.deleteIfExists(FILE);
            } else {
                Files.write(FILE, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
