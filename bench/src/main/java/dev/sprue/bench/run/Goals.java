package dev.sprue.bench.run;

import org.jspecify.annotations.Nullable;

/** What Sprue's figures should be, on the transport that it found. */
final class Goals {

    private static final Goal RSS = new Goal(Goal.Kind.AT_MOST, 400);

    private final boolean ioUring;

    Goals(String transport) {
        ioUring = transport.equals("io_uring");
    }

    /** The goal for a figure; null if there is none. */
    @Nullable
    Goal of(Scenario scenario, Metric metric) {
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
