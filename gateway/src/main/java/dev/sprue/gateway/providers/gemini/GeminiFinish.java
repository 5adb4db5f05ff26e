package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.providers.canonical.FinishReason;
import java.util.Optional;

/** Why Google's model stopped, in OpenAI's words. */
final class GeminiFinish {

    private GeminiFinish() {}

    /**
     * @param reason Google's word
     * @param calls whether the answer calls functions
     * @return empty where the model failed: it meant to call a function, and what it wrote is no call
     */
    static Optional<FinishReason> of(String reason, boolean calls) {
        return switch (reason) {
            case "STOP" -> Optional.of(calls ? FinishReason.tool_calls : FinishReason.stop);
            case "MAX_TOKENS" -> Optional.of(FinishReason.length);
            case "MALFORMED_FUNCTION_CALL",
                    "UNEXPECTED_TOOL_CALL",
                    "TOO_MANY_TOOL_CALLS",
                    "MISSING_THOUGHT_SIGNATURE",
                    "MALFORMED_RESPONSE" -> Optional.empty();
            // SAFETY, RECITATION, LANGUAGE, BLOCKLIST, PROHIBITED_CONTENT, SPII, MODEL_ARMOR, the same for pictures,
            // OTHER, and
            // whatever Google adds: in each case it withheld the rest.
            default -> Optional.of(FinishReason.content_filter);
        };
    }
}
