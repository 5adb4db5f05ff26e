package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.json.JsonWriter;

/** Writes what a call used. Here the tokens that were thought are beside the tokens written, not among them. */
final class UsageMetadata {

    private UsageMetadata() {}

    static void write(Usage usage, JsonWriter out) {
        out.name("usageMetadata").beginObject();
        out.name("promptTokenCount").number(usage.promptTokens());
        if (usage.cachedTokens() > 0) {
            out.name("cachedContentTokenCount").number(usage.cachedTokens());
        }
        out.name("candidatesTokenCount").number(usage.completionTokens() - usage.reasoningTokens());
        if (usage.reasoningTokens() > 0) {
            out.name("thoughtsTokenCount").number(usage.reasoningTokens());
        }
        out.name("totalTokenCount").number(usage.promptTokens() + usage.completionTokens());
        out.endObject();
    }
}
