package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.inference.Operation;
import java.nio.charset.StandardCharsets;

/**
 * The event with which Azure's streams begin: what the filters found in the prompt, here that none ran. The service leaves
 * {@code object} empty, which strict readers refuse.
 */
final class PromptFilterEvent {

    private static final byte[] CHAT = event("chat.completion.chunk");
    private static final byte[] TEXT = event("text_completion");

    private PromptFilterEvent() {}

    private static byte[] event(String object) {
        return ("{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"" + object
                        + "\",\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":{}}]}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The event, which nobody may change. */
    static byte[] of(Operation operation) {
        return operation == Operation.CHAT_COMPLETION ? CHAT : TEXT;
    }
}
