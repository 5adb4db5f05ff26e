package dev.sprue.gateway.control;

/**
 * How much a deployment admits in a period.
 *
 * @param key what is counted
 * @param renewalPeriodSeconds length of the period, above 0
 * @param count how many in a period, above 0
 */
public record RateLimit(Key key, double renewalPeriodSeconds, double count) {

    /** What a limit counts. */
    public enum Key {
        /** Calls. */
        request,
        /** Tokens, prompts and answers together. */
        token
    }
}
