package dev.sprue.bench.report;

import dev.sprue.bench.stats.Spread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure of one target in one scenario, over all rounds.
 *
 * @param scenario the scenario's name
 * @param metric the figure's name and unit
 * @param decimals decimals that are worth printing
 * @param target what was measured
 * @param base what the ratio is to: nginx, and for further routes of Sprue its first
 * @param values one a round
 * @param figure the values summed up
 * @param ratio to the base in the same round, summed up; null without it
 * @param goal what it should be, in words; null if that is not said
 * @param met whether it is; null if that cannot be said
 */
public record Row(
        String scenario,
        String metric,
        int decimals,
        String target,
        String base,
        List<Double> values,
        Spread figure,
        @Nullable Spread ratio,
        @Nullable String goal,
        @Nullable Boolean met) {

    /** Keeps the values as they are now. */
    public Row {
        values = List.copyOf(values);
    }
}
