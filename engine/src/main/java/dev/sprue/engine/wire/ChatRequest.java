package dev.sprue.engine.wire;

import dev.sprue.engine.chat.ChatMessage;
import dev.sprue.engine.chat.GenerationParameters;
import java.util.List;

/**
 * A chat completion request whose every field was checked.
 *
 * @param model the name of the model
 * @param messages at least one
 * @param tools one line of JSON for each tool that the model is told of
 * @param legacyFunctions whether calls are answered as {@code function_call}, since the tools came as {@code functions}
 * @param stream whether the answer is wanted piece by piece
 * @param includeUsage whether a stream is to end with a chunk that carries the usage
 */
public record ChatRequest(
        String model,
        List<ChatMessage> messages,
        List<String> tools,
        boolean legacyFunctions,
        GenerationParameters parameters,
        boolean stream,
        boolean includeUsage) {

    /** Copies the lists. */
    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }
}
