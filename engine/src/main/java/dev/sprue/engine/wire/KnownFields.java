package dev.sprue.engine.wire;

import java.util.Set;

/**
 * The fields of each request, as OpenAI's and Azure's documents have them. Any other is refused, as the services do: a
 * field that nobody reads would be dropped without a word.
 */
final class KnownFields {
    /** Of chat completions; what of it the engine cannot do is the matter of {@link UnsupportedFields}. */
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
            "moderation",
            "n",
            "parallel_tool_calls",
            "prediction",
            "presence_penalty",
            "prompt_cache_key",
            "prompt_cache_options",
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

    private static final Set<String> COMPLETION = Set.of(
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

    private static final Set<String> EMBEDDING =
            Set.of("dimensions", "encoding_format", "input", "input_type", "model", "user");

    private KnownFields() {}

    static void refuseOthersInChat(Fields fields) {
        refuseOthers(fields, CHAT);
    }

    static void refuseOthersInCompletion(Fields fields) {
        refuseOthers(fields, COMPLETION);
    }

    static void refuseOthersInEmbedding(Fields fields) {
        refuseOthers(fields, EMBEDDING);
    }

    private static void refuseOthers(Fields fields, Set<String> known) {
        fields.json().fieldNames().forEachRemaining(name -> {
            if (!known.contains(name) && fields.get(name).isPresent()) {
                String shown = Fields.shown(fields.json().textNode(name));
                throw ApiException.invalid(
                        "unknown_parameter",
                        shown.substring(1, shown.length() - 1),
                        "Unknown parameter: " + shown + ". The built-in models have no use for it; leave it out.");
            }
        });
    }
}
