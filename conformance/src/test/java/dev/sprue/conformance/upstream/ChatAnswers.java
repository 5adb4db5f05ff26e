package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a reply as OpenAI's whole answer and as its chunks.
 *
 * @param model the model id that the answers carry
 * @param promptTokens tokens that the prompt counts as
 */
record ChatAnswers(String model, int promptTokens) {
    private static final long CREATED = 1_767_225_600;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ObjectNode whole(Script script) {
        return whole(Reply.of(script));
    }

    ObjectNode whole(Reply reply) {
        ObjectNode answer = head(reply, "chat.completion");
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.set("message", reply.message());
        choice.putNull("logprobs").put("finish_reason", reply.finishReason());
        answer.set("usage", usage(reply));
        return answer;
    }

    List<ObjectNode> chunks(Script script, boolean includeUsage) {
        return chunks(Reply.of(script), includeUsage);
    }

    /** The chunks of a stream; those with usage are left out, and no chunk names it, where it was not asked for. */
    List<ObjectNode> chunks(Reply reply, boolean includeUsage) {
        List<ObjectNode> chunks = new ArrayList<>();
        for (ObjectNode delta : reply.deltas()) {
            chunks.add(chunk(reply, delta, null));
        }
        chunks.add(chunk(reply, JSON.objectNode(), reply.finishReason()));
        if (includeUsage) {
            chunks.forEach(chunk -> chunk.putNull("usage"));
            ObjectNode last = head(reply, "chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(reply));
            chunks.add(last);
        }
        return chunks;
    }

    private ObjectNode chunk(Reply reply, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = head(reply, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return chunk;
    }

    private ObjectNode head(Reply reply, String object) {
        return JSON.objectNode()
                .put("id", "chatcmpl-" + reply.name())
                .put("object", object)
                .put("created", CREATED)
                .put("model", model)
                .put("system_fingerprint", "fp_stand_in");
    }

    private ObjectNode usage(Reply reply) {
        ObjectNode usage = JSON.objectNode()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", reply.completionTokens())
                .put("total_tokens", promptTokens + reply.completionTokens());
        usage.putObject("prompt_tokens_details").put("cached_tokens", 1).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", reply.reasoningTokens())
                .put("audio_tokens", 0);
        return usage;
    }
}
