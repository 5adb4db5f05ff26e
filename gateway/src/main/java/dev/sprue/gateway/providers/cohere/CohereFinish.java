package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.FinishReason;
import dev.sprue.gateway.providers.upstream.Faults;
import java.util.Locale;
import java.util.Optional;

/** Why Cohere's model stopped: {@code COMPLETE}, {@code MAX_TOKENS} and so on, in any case. */
final class CohereFinish {

    private CohereFinish() {}

    /** The canonical word; a word that is not known is like the ordinary end. */
    static FinishReason reason(JsonValue word) {
        return switch (word(word)) {
            case "MAX_TOKENS", "ERROR_LIMIT" -> FinishReason.length;
            case "TOOL_CALL" -> FinishReason.tool_calls;
            case "ERROR_TOXIC" -> FinishReason.content_filter;
            default -> FinishReason.stop;
        };
    }

    /** The failure where the model did not stop but was broken off. */
    static Optional<Failure> failure(JsonValue word, Faults faults) {
        return switch (word(word)) {
            case "ERROR" ->
                Optional.of(CohereErrorReader.underSuccess(
                        faults.provider(), Optional.of("the generation failed (finish_reason ERROR)")));
            case "TIMEOUT" -> Optional.of(faults.timeout("it broke the generation off (finish_reason TIMEOUT)"));
            default -> Optional.empty();
        };
    }

    private static String word(JsonValue word) {
        return word.text().toUpperCase(Locale.ROOT);
    }
}
