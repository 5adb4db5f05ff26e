package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * How calls go on when a provider fails.
 *
 * @param retries calls made again at this provider
 * @param hedging a second provider asked while this one is slow; absent: none is
 * @param breaker when this provider is left alone for a while; absent: as by default where another provider serves the
 *     model too, and never where it is the only one
 * @param probe whether somebody looks regularly if it can be reached; absent: calls alone tell
 * @param slowStartMs milliseconds in which its share of the calls grows from a tenth to the whole after it has failed or
 *     come anew; 0: it has the whole at once
 */
public record ResilienceConfig(
        RetriesConfig retries,
        Optional<HedgingConfig> hedging,
        Optional<BreakerConfig> breaker,
        Optional<ProbeConfig> probe,

        @Default("10000") @Range(min = 0, max = 3_600_000) int slowStartMs) {

    /** What holds where a provider says nothing. */
    public static final ResilienceConfig USUAL =
            new ResilienceConfig(RetriesConfig.NONE, Optional.empty(), Optional.empty(), Optional.empty(), 10_000);
}
