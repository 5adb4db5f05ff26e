package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.canonical.CanonicalUsage;
import java.util.OptionalInt;

/**
 * Reads {@code usageMetadata}. What tools of Google's own read counts as prompt, thoughts count as completion: in Google's numbers
 * both stand beside these, and the total is the sum of all four.
 */
final class GeminiUsageReader {

    private GeminiUsageReader() {}

    static CanonicalUsage read(JsonFields usage) throws JsonSyntaxException {
        long thoughts = count(usage, "thoughtsTokenCount");
        return new CanonicalUsage(
                count(usage, "promptTokenCount") + count(usage, "toolUsePromptTokenCount"),
                count(usage, "candidatesTokenCount") + thoughts,
                count(usage, "cachedContentTokenCount"),
                0,
                thoughts,
                audio(usage, "promptTokensDetails"),
                audio(usage, "candidatesTokensDetails"));
    }

    private static long count(JsonFields usage, String name) {
        return usage.number(name).orElse(0);
    }

    private static long audio(JsonFields usage, String name) throws JsonSyntaxException {
        OptionalInt details = usage.find(name);
        long audio = 0;
        if (details.isPresent() && usage.kind(details.getAsInt()) == JsonKind.ARRAY) {
            for (JsonFields detail : usage.objects(details.getAsInt())) {
                OptionalInt modality = detail.find("modality");
                if (modality.isPresent() && detail.string(modality.getAsInt()).equals("AUDIO")) {
                    audio += count(detail, "tokenCount");
                }
            }
        }
        return audio;
    }
}
