package dev.sprue.engine.wire;

import dev.sprue.engine.chat.ChatMessage;
import dev.sprue.engine.chat.GenerationParameters;
import java.util.List;

/**
 * A chat completion request whose every field was checked.
 *
 * @param model the name of the model
 * @param messages at least one
 * @param stream whether the answer is wanted piece by piece
 * @param includeUsage whether a stream is to end with a chunk that carries the usage
 */
public record ChatRequest(
        String model,
        List<ChatMessage> messages,
        GenerationParameters parameters,
        boolean stream,
        boolean includeUsage) {

    /** Copies the list. */
    public ChatRequest {
        messages = List.copyOf(messages);
    }
}
