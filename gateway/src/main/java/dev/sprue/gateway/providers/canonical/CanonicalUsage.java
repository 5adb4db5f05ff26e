package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.json.JsonWriter;

/**
 * What a call used, with the details that the canonical form has.
 *
 * @param promptTokens tokens read, cached ones included
 * @param completionTokens tokens written, reasoning included
 * @param cachedTokens those of the prompt that came from a cache
 * @param cacheWriteTokens those of the prompt that were put into a cache; beyond the canonical form, written where there are any
 * @param reasoningTokens those of the completion that were reasoning
 * @param promptAudioTokens those of the prompt that were sound
 * @param completionAudioTokens those of the completion that were sound
 */
public record CanonicalUsage(
        long promptTokens,
        long completionTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long reasoningTokens,
        long promptAudioTokens,
        long completionAudioTokens) {

    /** Nothing. */
    public static final CanonicalUsage NONE = new CanonicalUsage(0, 0, 0, 0, 0, 0, 0);

    /** Without sound. */
    public CanonicalUsage(
            long promptTokens, long completionTokens, long cachedTokens, long cacheWriteTokens, long reasoningTokens) {
        this(promptTokens, completionTokens, cachedTokens, cacheWriteTokens, reasoningTokens, 0, 0);
    }

    /** Holds numbers to their ranges. */
    public CanonicalUsage {
        promptTokens = Math.max(0, promptTokens);
        completionTokens = Math.max(0, completionTokens);
        cachedTokens = Math.clamp(cachedTokens, 0, promptTokens);
        cacheWriteTokens = Math.clamp(cacheWriteTokens, 0, promptTokens);
        reasoningTokens = Math.clamp(reasoningTokens, 0, completionTokens);
        promptAudioTokens = Math.clamp(promptAudioTokens, 0, promptTokens);
        completionAudioTokens = Math.clamp(completionAudioTokens, 0, completionTokens);
    }

    /** As metering takes it. */
    public Usage metered() {
        return new Usage(promptTokens, completionTokens, cachedTokens, reasoningTokens);
    }

    /** Writes it as the value of {@code usage}. */
    public void write(JsonWriter out) {
        out.beginObject()
                .name("prompt_tokens")
                .number(promptTokens)
                .name("completion_tokens")
                .number(completionTokens)
                .name("total_tokens")
                .number(promptTokens + completionTokens);
        out.name("prompt_tokens_details")
                .beginObject()
                .name("cached_tokens")
                .number(cachedTokens)
                .name("audio_tokens")
                .number(promptAudioTokens);
        if (cacheWriteTokens > 0) {
            out.name("cache_write_tokens").number(cacheWriteTokens);
        }
        out.endObject();
        out.name("completion_tokens_details")
                .beginObject()
                .name("reasoning_tokens")
                .number(reasoningTokens)
                .name("audio_tokens")
                .number(completionAudioTokens)
                .endObject();
        out.endObject();
    }
}
