package dev.sprue.gateway.api.answers;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.OptionalInt;

/** The tokens of a prompt that were put into a cache, which metering does not tell apart and some APIs do. */
public final class CacheWrites {

    private CacheWrites() {}

    /** How many the usage of a canonical answer or chunk reports; 0 where it reports none. */
    public static int of(JsonFields answer) {
        try {
            OptionalInt usage = answer.find("usage");
            if (usage.isEmpty() || answer.kind(usage.getAsInt()) != JsonKind.OBJECT) {
                return 0;
            }
            JsonFields counts = answer.object(usage.getAsInt());
            OptionalInt details = counts.find("prompt_tokens_details");
            if (details.isEmpty() || counts.kind(details.getAsInt()) != JsonKind.OBJECT) {
                return 0;
            }
            return Math.max(
                    0,
                    counts.object(details.getAsInt())
                            .number("cache_write_tokens")
                            .orElse(0));
        } catch (JsonSyntaxException unreadable) {
            return 0;
        }
    }
}
