package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.providers.canonical.FinishReason;
import java.util.Optional;

/** {@code StopReason} of the service's definition in the words of the canonical form. */
final class StopReasons {

    private StopReasons() {}

    /**
     * Why a model stopped; empty where it gave something that is no answer. A word that is not known counts as an ordinary end.
     *
     * @param calls whether the answer has calls of tools that the caller has to make
     */
    static Optional<FinishReason> of(String reason, boolean calls) {
        return switch (reason) {
            case "malformed_model_output", "malformed_tool_use" -> Optional.empty();
            case "max_tokens", "model_context_window_exceeded" -> Optional.of(FinishReason.length);
            case "guardrail_intervened", "content_filtered" -> Optional.of(FinishReason.content_filter);
            // A provider's own tools are called and answered before the caller hears of them.
            case "tool_use" -> Optional.of(calls ? FinishReason.tool_calls : FinishReason.stop);
            default -> Optional.of(FinishReason.stop);
        };
    }
}
