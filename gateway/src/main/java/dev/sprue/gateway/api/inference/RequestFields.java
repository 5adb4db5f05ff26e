package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.inference.Operation;
import java.util.Set;

/** Which fields the API defines for a request body; everything else is an extra parameter. */
final class RequestFields {

    private static final Set<String> CHAT = Set.of(
            "messages",
            "model",
            "frequency_penalty",
            "presence_penalty",
            "temperature",
            "top_p",
            "max_tokens",
            "stop",
            "stream",
            "response_format",
            "tools",
            "tool_choice",
            "seed",
            "modalities");
    private static final Set<String> EMBEDDINGS =
            Set.of("input", "model", "dimensions", "encoding_format", "input_type");
    private static final Set<String> IMAGE_GENERATIONS = Set.of(
            "prompt", "model", "size", "n", "negative_prompt", "image_prompt", "output_format", "quality", "seed");
    private static final String USER_SECURITY_CONTEXT = "user_security_context";

    private RequestFields() {}

    /** Whether the API of that version defines the field for the operation. */
    static boolean defines(Operation operation, ApiVersion version, String field) {
        return switch (operation) {
            case CHAT_COMPLETION ->
                CHAT.contains(field)
                        || (field.equals(USER_SECURITY_CONTEXT) && version.isAtLeast(ApiVersion.V2025_05_01));
            case EMBEDDINGS, IMAGE_EMBEDDINGS -> EMBEDDINGS.contains(field);
            case IMAGE_GENERATION -> IMAGE_GENERATIONS.contains(field);
            case COMPLETION, RERANK -> false;
        };
    }
}
