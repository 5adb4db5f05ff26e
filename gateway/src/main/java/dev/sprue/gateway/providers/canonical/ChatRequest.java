package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A canonical chat request as objects, but for the fields that are read by their name with {@link #field}. A field that is
 * {@code null} counts as left out.
 *
 * @param messages the conversation
 * @param tools what the model may call
 * @param toolChoice whether it has to
 * @param parallelToolCalls whether it may call several at once
 * @param responseFormat what its answer is held to
 * @param maxTokens most tokens of the answer, under either name; the newer one wins
 * @param stop strings: where the answer ends
 * @param body the request's fields
 */
public record ChatRequest(
        List<Message> messages,
        List<ToolDefinition> tools,
        Optional<ToolChoice> toolChoice,
        Optional<Boolean> parallelToolCalls,
        ResponseFormat responseFormat,
        OptionalLong maxTokens,
        List<JsonValue> stop,
        JsonFields body) {

    /**
     * Reads a body that a surface has checked.
     *
     * @throws dev.sprue.gateway.error.FailureException 422 where it has something that only OpenAI's dialect has: the old
     *     functions, tools that are none
     */
    public static ChatRequest read(JsonFields body) {
        return new ChatRequestReader(body).read();
    }

    /** The value of a top-level field; empty where there is none, or {@code null}. */
    public Optional<JsonValue> field(String name) {
        OptionalInt field = body.find(name);
        return field.isEmpty() || body.kind(field.getAsInt()) == JsonKind.NULL
                ? Optional.empty()
                : Optional.of(JsonValue.of(body, field.getAsInt()));
    }
}
