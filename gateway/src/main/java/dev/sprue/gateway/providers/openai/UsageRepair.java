package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * Puts the tokens of reasoning among those of the completion, where OpenAI has them and whoever adds up looks for them. A server
 * that counts them beside shows it by its sum, so that one which mends its ways is left alone.
 */
final class UsageRepair {

    private UsageRepair() {}

    /** Whether an answer's usage counts reasoning beside the completion. */
    static boolean isDue(JsonFields answer) throws JsonSyntaxException {
        return beside(answer) > 0;
    }

    /** The answer or chunk with all that was written in {@code completion_tokens}. */
    static byte[] repaired(JsonFields answer) throws JsonSyntaxException {
        JsonFields usage = answer.object(answer.find("usage").orElseThrow());
        long all = OpenAiUsageReader.number(usage, "completion_tokens") + beside(answer);
        JsonSplicer edits = new JsonSplicer(usage)
                .set("completion_tokens", Long.toString(all).getBytes(StandardCharsets.US_ASCII));
        return new JsonSplicer(answer).include(edits).splice();
    }

    private static long beside(JsonFields answer) throws JsonSyntaxException {
        JsonFields usage = OpenAiUsageReader.usage(answer).orElse(null);
        if (usage == null) {
            return 0;
        }
        long reasoning = OpenAiUsageReader.reasoning(usage);
        long others =
                OpenAiUsageReader.number(usage, "prompt_tokens") + OpenAiUsageReader.number(usage, "completion_tokens");
        return OpenAiUsageReader.number(usage, "total_tokens") == others + reasoning ? reasoning : 0;
    }
}
