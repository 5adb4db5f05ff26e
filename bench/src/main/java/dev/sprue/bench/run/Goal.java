package dev.sprue.bench.run;

import dev.sprue.bench.stats.Spread;
import org.jspecify.annotations.Nullable;

/**
 * What a figure of Sprue should be.
 *
 * @param kind what is compared with the bound
 * @param bound the bound, which still is good enough
 */
record Goal(Kind kind, double bound) {

    /** What is compared. */
    enum Kind {
        /** The ratio to nginx is to be at least this. */
        RATIO_AT_LEAST,
        /** The ratio to nginx is to be at most this. */
        RATIO_AT_MOST,
        /** The ratio to Sprue without translation is to be at least this. */
        OWN_RATIO_AT_LEAST,
        /** The ratio to another route of Sprue is to be at least this, and the reverse ratio too. */
        RATIO_NEAR_ONE,
        /** The figure itself is to be at most this. */
        AT_MOST
    }

    /** The goal in a few characters. */
    String text() {
        return switch (kind) {
            case RATIO_AT_LEAST -> ">= " + bound + " x nginx";
            case RATIO_AT_MOST -> "<= " + bound + " x nginx";
            case OWN_RATIO_AT_LEAST -> ">= " + bound + " x sprue";
            case RATIO_NEAR_ONE -> bound + " - " + Math.round(100 / bound) / 100.0 + " x sprue";
            case AT_MOST -> "<= " + Math.round(bound);
        };
    }

    /** Whether medians meet it; null where there is nothing to compare with. */
    @Nullable
    Boolean isMet(Spread figure, @Nullable Spread ratio) {
        if (kind == Kind.AT_MOST) {
            return figure.median() <= bound;
        }
        if (ratio == null) {
            return null;
        }
        return switch (kind) {
            case RATIO_AT_LEAST, OWN_RATIO_AT_LEAST -> ratio.median() >= bound;
            case RATIO_AT_MOST -> ratio.median() <= bound;
            case RATIO_NEAR_ONE -> ratio.median() >= bound && ratio.median() <= 1 / bound;
            case AT_MOST -> throw new IllegalStateException("no ratio");
        };
    }
}
