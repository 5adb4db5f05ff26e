package dev.sprue.gateway.providers.canonical;

import java.util.List;

/**
 * Fields that the messages of answers have here beyond OpenAI's. Clients append whole messages to their conversations, so that the
 * fields come back with the next turn, to a server that may refuse what it does not know.
 */
public final class AnswerFields {

    /** What a model thought, and what its provider wants back of it. */
    public static final List<String> REASONING = List.of("reasoning_content", "reasoning", "reasoning_details");

    /** What only tells of the answer that was given: sources, pictures, how it ended, what its provider says besides. */
    public static final List<String> FACTS = List.of(
            "annotations",
            "citations",
            "stop_sequence",
            "native_finish_reason",
            "images",
            "gemini_parts",
            "grounding_metadata",
            "url_context_metadata",
            "content_parts",
            "additional_model_response_fields",
            "trace");

    private AnswerFields() {}
}
