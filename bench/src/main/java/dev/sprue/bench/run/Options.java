package dev.sprue.bench.run;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run consists of.
 *
 * @param root the repository's root, where {@code sprue} is
 * @param rounds how often everything is measured
 * @param seconds how long each measurement counts; as long again, but at most a third of it, is warm-up
 * @param scenarios what is measured, in this order
 * @param javaOptions options for Sprue's JVM
 */
public record Options(Path root, int rounds, int seconds, List<Scenario> scenarios, String javaOptions) {

    private static final int MS_PER_SECOND = 1_000;

    /** Keeps the scenarios as they are now. */
    public Options {
        scenarios = List.copyOf(scenarios);
    }

    long measureMs() {
        return (long) seconds * MS_PER_SECOND;
    }

    long warmUpMs() {
        return measureMs() / 3;
    }
}
