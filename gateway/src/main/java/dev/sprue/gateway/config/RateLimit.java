package dev.sprue.gateway.config;

import java.util.List;

/**
 * How much a deployment admits in a period.
 *
 * @param key what is counted: {@code request} or {@code token}
 * @param renewalPeriodSeconds length of the period in seconds
 * @param count how many in a period
 */
public record RateLimit(
        Counted key,

        @Key("renewalPeriod") @Range(min = 1, max = RateLimit.MAX_PERIOD_SECONDS)
        double renewalPeriodSeconds,

        @Range(min = 1, max = RateLimit.MAX_COUNT) double count) {

    static final int MAX_PERIOD_SECONDS = 86_400;
    static final int MAX_COUNT = 999_999_999;

    private static final int TOKENS_PER_UNIT = 1_000;

    /** What a limit counts. */
    public enum Counted {
        /** Calls. */
        request,
        /** Tokens, prompts and answers together. */
        token
    }

    /**
     * The limits that follow from a capacity, as the service has been seen to derive them: a call in ten seconds and 1,000 tokens in
     * a minute for each unit.
     *
     * @param capacity capacity units
     */
    public static List<RateLimit> ofCapacity(int capacity) {
        return List.of(
                new RateLimit(Counted.request, 10, capacity),
                new RateLimit(Counted.token, 60, (double) capacity * TOKENS_PER_UNIT));
    }

    /** Whether limits are those that follow from some capacity, whichever that is. */
    public static boolean followFromACapacity(List<RateLimit> limits) {
        return !limits.isEmpty()
                && limits.equals(ofCapacity((int) limits.getFirst().count()));
    }
}
