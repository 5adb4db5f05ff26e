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
        OptionalInt field = answer.find("usage");
        if (field.isEmpty() || answer.kind(field.getAsInt()) != JsonKind.OBJECT) {
            return Optional.empty();
        }
        JsonFields usage = answer.object(field.getAsInt());
        return Optional.of(new Usage(
                number(usage, "prompt_tokens", "input_tokens"),
                number(usage, "completion_tokens", "output_tokens"),
                detail(usage, "prompt_tokens_details", "cached_tokens"),
                detail(usage, "completion_tokens_details", "reasoning_tokens")));
    }

    private static long detail(JsonFields usage, String group, String name) throws JsonSyntaxException {
        OptionalInt field = usage.find(group);
        if (field.isEmpty() || usage.kind(field.getAsInt()) != JsonKind.OBJECT) {
            return 0;
        }
        return number(usage.object(field.getAsInt()), name);
    }

    private static long number(JsonFields fields, String name, String otherName) {
        return number(fields, fields.find(name).isPresent() ? name : otherName);
    }

    private static long number(JsonFields fields, String name) {
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
