package dev.sprue.engine.chat;

import java.util.List;

/**
 * One message of a conversation.
 *
 * @param content the text; empty where there is none
 * @param toolCalls calls that an assistant message made; empty for other roles
 */
public record ChatMessage(Role role, String content, List<ToolCall> toolCalls) {

    /** Copies the list. */
    public ChatMessage {
        toolCalls = List.copyOf(toolCalls);
    }

    /** Creates a message of text only. */
    public ChatMessage(Role role, String content) {
        this(role, content, List.of());
    }
}
