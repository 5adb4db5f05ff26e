package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.inference.Operation;
import java.util.Set;

/**
 * Which fields the API defines for a request body, in any of its versions: those of OpenAI's, and Azure's own. The rest is extra,
 * which only matters to a caller who wants it dropped or refused.
 */
final class OpenAiFields {

    private static final Set<String> CHAT = Set.of(
            "audio",
            "data_sources",
            "frequency_penalty",
            "function_call",
            "functions",
            "logit_bias",
            "logprobs",
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "metadata",
            "modalities",
            "model",
            "n",
            "parallel_tool_calls",
            "prediction",
            "presence_penalty",
            "prompt_cache_key",
            "prompt_cache_retention",
            "reasoning_effort",
            "response_format",
            "safety_identifier",
            "seed",
            "service_tier",
            "stop",
            "store",
            "stream",
            "stream_options",
            "temperature",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "user",
            "user_security_context",
            "verbosity",
            "web_search_options");
    private static final Set<String> COMPLETIONS = Set.of(
            "best_of",
            "echo",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "max_tokens",
            "model",
            "n",
            "presence_penalty",
            "prompt",
            "seed",
            "stop",
            "stream",
            "stream_options",
            "suffix",
            "temperature",
            "top_p",
            "user");
    private static final Set<String> EMBEDDINGS =
            Set.of("dimensions", "encoding_format", "input", "input_type", "model", "user");

    private OpenAiFields() {}

    /** Whether the API defines the field for the operation. */
    static boolean defines(Operation operation, String field) {
        return switch (operation) {
            case CHAT_COMPLETION -> CHAT.contains(field);
            case COMPLETION -> COMPLETIONS.contains(field);
            case EMBEDDINGS -> EMBEDDINGS.contains(field);
            case IMAGE_EMBEDDINGS, IMAGE_GENERATION, RERANK -> false;
        };
    }
}
