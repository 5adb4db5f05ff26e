package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** A message of a conversation. */
public sealed interface Message {

    /** The message as it stands in the request. */
    JsonValue raw();

    /**
     * What the application says; the role {@code developer} is the same.
     *
     * @param content its parts
     * @param raw the message
     */
    record System(List<Part> content, JsonValue raw) implements Message {}

    /**
     * What a user says.
     *
     * @param content its parts
     * @param raw the message
     */
    record User(List<Part> content, JsonValue raw) implements Message {}

    /**
     * What the model said.
     *
     * @param content its parts; none where it only called tools
     * @param reasoning a string: {@code reasoning_content}, where the caller gives it back
     * @param details {@code reasoning_details}, an array: what its provider wants back with the next turn
     * @param toolCalls its calls of tools
     * @param raw the message
     */
    record Assistant(
            List<Part> content,
            Optional<JsonValue> reasoning,
            Optional<JsonValue> details,
            List<ToolCall> toolCalls,
            JsonValue raw)
            implements Message {}

    /**
     * What a tool gave.
     *
     * @param callId a string: the id of the call
     * @param content its parts
     * @param raw the message
     */
    record ToolResult(JsonValue callId, List<Part> content, JsonValue raw) implements Message {}
}
