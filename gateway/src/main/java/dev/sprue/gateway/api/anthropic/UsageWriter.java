package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.json.JsonWriter;

/** Writes what a call used. Here the tokens that came from a cache, and those that were put into one, are beside the tokens read, not among them. */
final class UsageWriter {

    private UsageWriter() {}

    /** Writes the usage of a whole message; {@code cacheWrites} tokens were put into a cache. */
    static void message(Usage usage, int cacheWrites, JsonWriter out) {
        out.beginObject();
        nothing("cache_creation", out);
        counts(usage, cacheWrites, out);
        nothing("inference_geo", out);
        nothing("server_tool_use", out);
        nothing("service_tier", out);
        out.endObject();
    }

    /** Writes the usage that a stream ends with, likewise. */
    static void delta(Usage usage, int cacheWrites, JsonWriter out) {
        out.beginObject();
        counts(usage, cacheWrites, out);
        nothing("server_tool_use", out);
        out.endObject();
    }

    private static void counts(Usage usage, int cacheWrites, JsonWriter out) {
        long written = Math.min(cacheWrites, usage.promptTokens() - usage.cachedTokens());
        out.name("input_tokens");
        out.number(usage.promptTokens() - usage.cachedTokens() - written);
        out.name("cache_creation_input_tokens");
        out.number(written);
        out.name("cache_read_input_tokens");
        out.number(usage.cachedTokens());
        out.name("output_tokens");
        out.number(usage.completionTokens());
        if (usage.reasoningTokens() > 0) {
            out.name("output_tokens_details")
                    .beginObject()
                    .name("thinking_tokens")
                    .number(usage.reasoningTokens())
                    .endObject();
        }
    }

    /** What the API's clients expect to find although nothing is known of it. */
    private static void nothing(String name, JsonWriter out) {
        out.name(name);
        out.raw(Words.NULL, 0, Words.NULL.length);
    }
}
