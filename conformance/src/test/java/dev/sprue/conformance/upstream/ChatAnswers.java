package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a script as OpenAI's whole answer and as its chunks.
 *
 * @param model the model id that the answers carry
 * @param promptTokens tokens that the prompt counts as
 */
record ChatAnswers(String model, int promptTokens) {
    private static final long CREATED = 1_767_225_600;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ObjectNode whole(Script script) {
        ObjectNode answer = head(script, "chat.completion");
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (script.form() == Script.Form.TOOL_CALL) {
            message.putNull("content");
            ObjectNode call = toolCall(message.putArray("tool_calls"));
            call.putObject("function").put("name", "look_up").put("arguments", script.text());
        } else {
            message.put("content", script.text());
        }
        message.putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", script.finishReason());
        answer.set("usage", usage(script));
        return answer;
    }

    /** The chunks of a stream; those with usage are left out, and no chunk names it, where it was not asked for. */
    List<ObjectNode> chunks(Script script, boolean includeUsage) {
        List<ObjectNode> chunks = new ArrayList<>();
        ObjectNode first = JSON.objectNode().put("role", "assistant");
        if (script.form() == Script.Form.TEXT) {
            first.put("content", "").putNull("refusal");
        } else {
            first.putNull("content");
            ObjectNode call = toolCall(first.putArray("tool_calls")).put("index", 0);
            call.putObject("function").put("name", "look_up").put("arguments", "");
        }
        chunks.add(chunk(script, first, null));
        for (String text : script.deltas()) {
            chunks.add(chunk(script, delta(script, text), null));
        }
        chunks.add(chunk(script, JSON.objectNode(), script.finishReason()));
        if (includeUsage) {
            chunks.forEach(chunk -> chunk.putNull("usage"));
            ObjectNode last = head(script, "chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(script));
            chunks.add(last);
        }
        return chunks;
    }

    private static ObjectNode delta(Script script, String text) {
        ObjectNode delta = JSON.objectNode();
        if (script.form() == Script.Form.TEXT) {
            return delta.put("content", text);
        }
        ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
        call.putObject("function").put("arguments", text);
        return delta;
    }

    private ObjectNode chunk(Script script, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = head(script, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return chunk;
    }

    private static ObjectNode toolCall(ArrayNode calls) {
        return calls.addObject().put("id", "call_0001").put("type", "function");
    }

    private ObjectNode head(Script script, String object) {
        return JSON.objectNode()
                .put("id", "chatcmpl-" + script.name())
                .put("object", object)
                .put("created", CREATED)
                .put("model", model)
                .put("system_fingerprint", "fp_stand_in");
    }

    private ObjectNode usage(Script script) {
        int completionTokens = script.completionTokens();
        ObjectNode usage = JSON.objectNode()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", promptTokens + completionTokens);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 1).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", 0).put("audio_tokens", 0);
        return usage;
    }
}
