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
 * @param predicted whether the caller sent a prediction of the answer, of which nothing is used
 * @param tiered whether the caller asked for a tier of service; there is one only
 */
public record ChatRequest(
        String model,
        List<ChatMessage> messages,
        List<String> tools,
        boolean legacyFunctions,
        GenerationParameters parameters,
        boolean stream,
        boolean includeUsage,
        boolean predicted,
        boolean tiered) {

    /** Copies the lists. */
    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }
}
