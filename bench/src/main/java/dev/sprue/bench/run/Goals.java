package dev.sprue.bench.run;

import org.jspecify.annotations.Nullable;

/** What Sprue's figures should be, on the transport that it found. */
final class Goals {

    private static final Goal RSS = new Goal(Goal.Kind.AT_MOST, 400);

    /** No route is more than a tenth slower than another. */
    private static final Goal SAME = new Goal(Goal.Kind.RATIO_NEAR_ONE, 0.9);

    private final boolean ioUring;

    Goals(String transport) {
        ioUring = transport.equals("io_uring");
    }

    /** The goal for a figure of a target; null if there is none. */
    @Nullable
    Goal of(String target, Scenario scenario, Metric metric) {
        if (target.equals(Target.SPRUE)) {
            return of(scenario, metric);
        }
        if (Target.translates(target)) {
            return ofTranslation(scenario, metric);
        }
        boolean throughput = metric == Metric.REQUESTS || metric == Metric.STREAMS;
        return Target.isSprue(target) && throughput ? SAME : null;
    }

    /** Against the same answers that need no translation. */
    private static @Nullable Goal ofTranslation(Scenario scenario, Metric metric) {
        return switch (scenario) {
            case WHOLE -> metric == Metric.REQUESTS ? new Goal(Goal.Kind.OWN_RATIO_AT_LEAST, 0.6) : null;
            case BURST -> metric == Metric.STREAMS ? new Goal(Goal.Kind.OWN_RATIO_AT_LEAST, 0.25) : null;
            case PACED -> metric == Metric.STREAMS ? new Goal(Goal.Kind.OWN_RATIO_AT_LEAST, 0.95) : null;
            case BURST_NULLS, RATE, START -> null;
        };
    }

    private @Nullable Goal of(Scenario scenario, Metric metric) {
        return switch (metric) {
            case REQUESTS -> new Goal(Goal.Kind.RATIO_AT_LEAST, ioUring ? 0.65 : 0.5);
            case STREAMS -> scenario == Scenario.BURST ? new Goal(Goal.Kind.RATIO_AT_LEAST, 1.0) : null;
            case DELAY_P99 -> new Goal(Goal.Kind.RATIO_AT_MOST, 4.0);
            case P50 -> scenario == Scenario.RATE ? new Goal(Goal.Kind.RATIO_AT_MOST, 1.4) : null;
            case RSS -> RSS;
            case READY -> new Goal(Goal.Kind.AT_MOST, 1_500);
            case P99, DELAY_P50, CPU, RSS_IDLE -> null;
        };
    }
}
