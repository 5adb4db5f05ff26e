package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A canonical chat request as objects, but for the fields that are read by their name with {@link #field}. A field that is
 * {@code null}, or that the caller wants dropped, counts as left out.
 *
 * @param messages the conversation
 * @param tools what the model may call
 * @param toolChoice whether it has to
 * @param parallelToolCalls whether it may call several at once
 * @param responseFormat what its answer is held to
 * @param maxTokens most tokens of the answer, under either name; the newer one wins
 * @param stop strings: where the answer ends
 * @param call the call that it is the body of
 */
public record ChatRequest(
        List<Message> messages,
        List<ToolDefinition> tools,
        Optional<ToolChoice> toolChoice,
        Optional<Boolean> parallelToolCalls,
        ResponseFormat responseFormat,
        OptionalLong maxTokens,
        List<JsonValue> stop,
        InferenceCall call) {

    /**
     * Reads the body of a call, which a surface has checked.
     *
     * @throws dev.sprue.gateway.error.FailureException 422 where it has something that only OpenAI's dialect has: the old
     *     functions, tools that are none
     */
    public static ChatRequest read(InferenceCall call) {
        return new ChatRequestReader(call).read();
    }

    /** The request's fields. */
    public JsonFields body() {
        return call.body();
    }

    /** The value of a top-level field; empty where there is none, where it is {@code null}, and where the caller wants it dropped. */
    public Optional<JsonValue> field(String name) {
        return call.field(name);
    }
}
