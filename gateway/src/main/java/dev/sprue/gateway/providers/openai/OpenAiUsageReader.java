package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads OpenAI's {@code usage} object, whose counts have other names where pictures are made. */
final class OpenAiUsageReader {

    private OpenAiUsageReader() {}

    /** The usage that an answer or chunk reports; empty where it has none, or null. */
    static Optional<Usage> read(JsonFields answer) throws JsonSyntaxException {
        Optional<JsonFields> found = usage(answer);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonFields usage = found.get();
        return Optional.of(new Usage(
                number(usage, "prompt_tokens", "input_tokens"),
                number(usage, "completion_tokens", "output_tokens"),
                detail(usage, "prompt_tokens_details", "cached_tokens", "prompt_cache_hit_tokens"),
                reasoning(usage)));
    }

    /** The usage object of an answer or chunk, where it has one. */
    static Optional<JsonFields> usage(JsonFields answer) throws JsonSyntaxException {
        OptionalInt field = answer.find("usage");
        return field.isEmpty() || answer.kind(field.getAsInt()) != JsonKind.OBJECT
                ? Optional.empty()
                : Optional.of(answer.object(field.getAsInt()));
    }

    /** The tokens of reasoning that a usage object tells of. */
    static long reasoning(JsonFields usage) throws JsonSyntaxException {
        return detail(usage, "completion_tokens_details", "reasoning_tokens", "reasoning_tokens");
    }

    /** @param otherwise where some servers (DeepSeek, Perplexity) have the same without a group */
    private static long detail(JsonFields usage, String group, String name, String otherwise)
            throws JsonSyntaxException {
        OptionalInt field = usage.find(group);
        if (field.isEmpty() || usage.kind(field.getAsInt()) != JsonKind.OBJECT) {
            return number(usage, otherwise);
        }
        return number(usage.object(field.getAsInt()), name);
    }

    private static long number(JsonFields fields, String name, String otherName) {
        return number(fields, fields.find(name).isPresent() ? name : otherName);
    }

    /** A count; 0 where there is none, or it is none. */
    static long number(JsonFields fields, String name) {
        OptionalInt field = fields.find(name);
        if (field.isEmpty() || fields.kind(field.getAsInt()) != JsonKind.NUMBER) {
            return 0;
        }
        try {
            return Long.parseLong(fields.raw(field.getAsInt()));
        } catch (NumberFormatException notWhole) {
            return 0;
        }
    }
}
