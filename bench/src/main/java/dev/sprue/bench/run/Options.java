package dev.sprue.bench.run;

import dev.sprue.bench.upstream.Provider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a run consists of.
 *
 * @param root the repository's root, where {@code sprue} is
 * @param rounds how often everything is measured
 * @param seconds how long each measurement counts; a third of it is warm-up before that
 * @param scenarios what is measured, in this order
 * @param targets the names of what is compared; those that are not installed are left out
 * @param javaOptions options for Sprue's JVM
 * @param patienceSeconds how long to wait for others on the machine, and to repeat what they disturbed, altogether
 * @param keep whether configurations and logs stay
 */
public record Options(
        Path root,
        int rounds,
        int seconds,
        List<Scenario> scenarios,
        List<String> targets,
        String javaOptions,
        int patienceSeconds,
        boolean keep) {

    private static final int MS_PER_SECOND = 1_000;

    /** Keeps the lists as they are now. */
    public Options {
        scenarios = List.copyOf(scenarios);
        targets = List.copyOf(targets);
    }

    long measureMs() {
        return (long) seconds * MS_PER_SECOND;
    }

    long warmUpMs() {
        return measureMs() / 3;
    }

    /** Whose dialects the upstream is asked in. */
    List<Provider> providers() {
        return Arrays.stream(Provider.values())
                .filter(provider -> provider == Provider.OPENAI || targets.contains(Target.translated(provider)))
                .toList();
    }
}
