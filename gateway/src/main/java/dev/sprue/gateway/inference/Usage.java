package dev.sprue.gateway.inference;

/**
 * What a call used.
 *
 * @param promptTokens tokens read, cached ones included, at least 0
 * @param completionTokens tokens written, reasoning included, at least 0
 * @param cachedTokens those of the prompt that came from a cache, at most {@code promptTokens}
 * @param reasoningTokens those of the completion that were reasoning, at most {@code completionTokens}
 */
public record Usage(long promptTokens, long completionTokens, long cachedTokens, long reasoningTokens) {

    /** A call that used nothing, or whose usage is not known. */
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    /** Holds numbers to their ranges: an upstream's nonsense must not corrupt a ledger. */
    public Usage {
        promptTokens = Math.max(0, promptTokens);
        completionTokens = Math.max(0, completionTokens);
        cachedTokens = Math.clamp(cachedTokens, 0, promptTokens);
        reasoningTokens = Math.clamp(reasoningTokens, 0, completionTokens);
    }

    /** What both used. */
    public Usage plus(Usage other) {
        return new Usage(
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                cachedTokens + other.cachedTokens,
                reasoningTokens + other.reasoningTokens);
    }
}
