package dev.sprue.engine.chat;

/**
 * A tool call that an assistant message of the conversation contains.
 *
 * @param name the function's name
 * @param arguments the arguments as JSON text, as the caller sent it
 */
public record ToolCall(String name, String arguments) {}
