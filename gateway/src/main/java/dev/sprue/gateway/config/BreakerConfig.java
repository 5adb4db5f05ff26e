package dev.sprue.gateway.config;

/**
 * When a provider is taken for broken, for one model, and left alone. What is the caller's fault (400, 422) and limits of
 * the rate (429) never count.
 *
 * @param enabled whether it ever is
 * @param consecutiveFailures failures in a row after which it is
 * @param failurePercent share of failed calls from which on it is
 * @param minimumCalls calls in the window before their share of failures counts
 * @param windowMs milliseconds over which calls are counted
 * @param openMs milliseconds until one call tries it again; doubled each time that fails
 * @param maxOpenMs milliseconds that these become at most
 */
public record BreakerConfig(
        @Default("true") boolean enabled,
        @Default("5") @Range(min = 1, max = 1_000_000) int consecutiveFailures,
        @Default("50") @Range(min = 1, max = 100) int failurePercent,
        @Default("20") @Range(min = 1, max = 1_000_000) int minimumCalls,
        @Default("10000") @Range(min = 100, max = 3_600_000) int windowMs,
        @Default("1000") @Range(min = 1, max = 3_600_000) int openMs,
        @Default("30000") @Range(min = 1, max = 3_600_000) int maxOpenMs) {

    /** What holds where several providers serve a model and this one says nothing. */
    public static final BreakerConfig USUAL = new BreakerConfig(true, 5, 50, 20, 10_000, 1_000, 30_000);

    /** Nothing ever counts. */
    public static final BreakerConfig OFF = new BreakerConfig(false, 5, 50, 20, 10_000, 1_000, 30_000);
}
