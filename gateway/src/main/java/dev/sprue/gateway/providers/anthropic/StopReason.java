package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.providers.canonical.FinishReason;
import java.util.Optional;

/**
 * Why a message ended ({@code StopReason} of the specification), in the words of the canonical form.
 *
 * @param reason the canonical word
 * @param told the API's own word, where the canonical one says less
 */
record StopReason(FinishReason reason, Optional<String> told) {

    /**
     * Reads the API's word.
     *
     * @param calls whether the canonical answer calls tools
     */
    static StopReason of(String word, boolean calls) {
        return switch (word) {
            case "end_turn", "stop_sequence" -> new StopReason(FinishReason.stop, Optional.empty());
            // The tool that gives the answer is none of the caller's.
            case "tool_use" -> new StopReason(calls ? FinishReason.tool_calls : FinishReason.stop, Optional.empty());
            case "max_tokens" -> new StopReason(FinishReason.length, Optional.empty());
            case "model_context_window_exceeded" -> new StopReason(FinishReason.length, Optional.of(word));
            case "refusal" -> new StopReason(FinishReason.content_filter, Optional.of(word));
            default -> new StopReason(FinishReason.stop, Optional.of(word));
        };
    }
}
