package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.providers.canonical.CanonicalUsage;

/**
 * What a message used. Streams report it at the beginning and, as a sum, at the end, where any number may be left out.
 *
 * <p>Cached tokens are counted beside the others ({@code input_tokens} holds neither those read from the cache nor those put into
 * it); the canonical form counts them among the others. Tokens of thinking are among those written, and not told apart.
 */
final class AnthropicUsage {

    private int input;
    private int output;
    private int cacheRead;
    private int cacheWritten;

    /** Takes the numbers that there are. */
    void add(JsonFields usage) {
        input = usage.number("input_tokens").orElse(input);
        output = usage.number("output_tokens").orElse(output);
        cacheRead = usage.number("cache_read_input_tokens").orElse(cacheRead);
        cacheWritten = usage.number("cache_creation_input_tokens").orElse(cacheWritten);
    }

    /** In canonical form. */
    CanonicalUsage canonical() {
        return new CanonicalUsage(
                Math.max(0L, input) + Math.max(0L, cacheRead) + Math.max(0L, cacheWritten),
                output,
                cacheRead,
                cacheWritten,
                0);
    }
}
