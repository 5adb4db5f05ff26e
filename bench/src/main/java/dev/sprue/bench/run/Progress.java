package dev.sprue.bench.run;

import java.util.Locale;
import java.util.stream.Collectors;

/** One measurement in one line. */
final class Progress {

    private Progress() {}

    /** The figures of a measurement that the scenario is about. */
    static String of(Scenario scenario, Measurement measurement) {
        return scenario.metrics().stream()
                .filter(metric -> measurement.figures().containsKey(metric))
                .map(metric -> String.format(
                        Locale.ROOT,
                        "%s %,." + metric.decimals() + "f",
                        metric.label(),
                        measurement.figures().get(metric)))
                .collect(Collectors.joining("; "));
    }
}
