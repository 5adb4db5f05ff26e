package dev.sprue.bench.run;

import dev.sprue.bench.report.Row;
import dev.sprue.bench.stats.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects measurements round by round, and sums them up. */
final class Results {

    private record Place(int round, Scenario scenario, String target) {}

    private final Map<Place, Measurement> measurements = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private int rounds;

    void add(int round, Scenario scenario, String target, Measurement measurement) {
        rounds = Math.max(rounds, round + 1);
        measurements.put(new Place(round, scenario, target), measurement);
    }

    void fail(String failure) {
        failures.add(failure);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** The most and the median of what others did to the machine during a measurement, in processors. */
    Spread otherCores() {
        List<Double> cores =
                measurements.values().stream().map(Measurement::otherCores).toList();
        return Spread.of(cores.isEmpty() ? List.of(0.0) : cores);
    }

    /** All figures of a scenario. */
    List<Row> rows(Scenario scenario, List<String> targets, Goals goals) {
        List<Row> rows = new ArrayList<>();
        for (Metric metric : scenario.metrics()) {
            for (String target : targets) {
                Row row = row(scenario, metric, target, goals);
                if (row != null) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private @Nullable Row row(Scenario scenario, Metric metric, String target, Goals goals) {
        List<Double> values = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Double value = figure(round, scenario, metric, target);
            Double base = figure(round, scenario, metric, Target.baseOf(target));
            if (value != null) {
                values.add(value);
            }
            if (value != null && base != null) {
                ratios.add(value / base);
            }
        }
        if (values.isEmpty()) {
            return null;
        }
        Spread spread = Spread.of(values);
        Spread ratio = ratios.isEmpty() ? null : Spread.of(ratios);
        Goal goal = goals.of(target, scenario, metric);
        return new Row(
                scenario.id(),
                metric.label(),
                metric.decimals(),
                target,
                Target.baseOf(target),
                values,
                spread,
                ratio,
                goal == null ? null : goal.text(),
                goal == null ? null : goal.isMet(spread, ratio));
    }

    private @Nullable Double figure(int round, Scenario scenario, Metric metric, String target) {
        Measurement measurement = measurements.get(new Place(round, scenario, target));
        return measurement == null ? null : measurement.figures().get(metric);
    }
}
