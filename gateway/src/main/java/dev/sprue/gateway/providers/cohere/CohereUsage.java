package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.CanonicalUsage;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what Cohere says that a call used: {@code tokens}, what the model read and wrote; where that is missing
 * {@code billed_units}, which leaves out what Cohere adds to a prompt. The numbers may have fractions ({@code 18.0}).
 */
final class CohereUsage {

    private CohereUsage() {}

    /** What the field of that name says, {@code usage} of chats and {@code meta} of the rest. */
    static CanonicalUsage read(JsonFields answer, String name) {
        OptionalInt field = answer.find(name);
        return field.isEmpty() ? CanonicalUsage.NONE : read(JsonValue.of(answer, field.getAsInt()));
    }

    /** What a usage object says; nothing where it is something else. */
    static CanonicalUsage read(JsonValue usage) {
        if (usage.kind() != JsonKind.OBJECT) {
            return CanonicalUsage.NONE;
        }
        Optional<JsonValue> tokens = object(usage, "tokens");
        Optional<JsonValue> billed = object(usage, "billed_units");
        long input = tokens.map(counts -> number(counts, "input_tokens")).orElse(0L);
        if (input == 0) {
            input = billed.map(counts -> number(counts, "input_tokens") + number(counts, "image_tokens"))
                    .orElse(0L);
        }
        long output = tokens.or(() -> billed)
                .map(counts -> number(counts, "output_tokens"))
                .orElse(0L);
        return new CanonicalUsage(input, output, number(usage, "cached_tokens"), 0, 0);
    }

    private static Optional<JsonValue> object(JsonValue holder, String name) {
        return holder.field(name, JsonKind.OBJECT);
    }

    private static long number(JsonValue counts, String name) {
        Optional<JsonValue> count = counts.field(name, JsonKind.NUMBER);
        try {
            return count.isEmpty() ? 0 : (long) Double.parseDouble(count.get().raw());
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
