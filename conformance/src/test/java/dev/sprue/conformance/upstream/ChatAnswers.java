package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a reply as OpenAI's whole answer and as its chunks.
 *
 * @param model the model id that the answers carry
 * @param promptTokens tokens that the prompt counts as
 * @param n how many choices say the same
 * @param logprobs whether each delta of a text comes with what a token's probability would be
 */
record ChatAnswers(String model, int promptTokens, int n, boolean logprobs) {
    private static final double LOGPROB = -0.5;
    private static final long CREATED = 1_767_225_600;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The answers to {@code request}, by the number of choices and the logprobs that it asks for. */
    static ChatAnswers to(JsonNode request) {
        return new ChatAnswers(
                OpenAiUpstream.CHAT_MODEL,
                OpenAiUpstream.PROMPT_TOKENS,
                request.path("n").asInt(1),
                request.path("logprobs").asBoolean(false));
    }

    /** Answers of one choice, without logprobs. */
    static ChatAnswers plain() {
        return to(MissingNode.getInstance());
    }

    ObjectNode whole(Script script) {
        return whole(Reply.of(script));
    }

    ObjectNode whole(Reply reply) {
        ObjectNode answer = head(reply, "chat.completion");
        ArrayNode choices = answer.putArray("choices");
        for (int i = 0; i < n; i++) {
            ObjectNode choice = choices.addObject().put("index", i);
            choice.set("message", reply.message());
            choice.set("logprobs", logprobs(reply.deltas()));
            choice.put("finish_reason", reply.finishReason());
        }
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
            addChunks(chunks, reply, delta, null);
        }
        addChunks(chunks, reply, JSON.objectNode(), reply.finishReason());
        if (includeUsage) {
            chunks.forEach(chunk -> chunk.putNull("usage"));
            ObjectNode last = head(reply, "chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(reply));
            chunks.add(last);
        }
        return chunks;
    }

    /** One chunk for each choice. */
    private void addChunks(List<ObjectNode> chunks, Reply reply, ObjectNode delta, @Nullable String finishReason) {
        for (int i = 0; i < n; i++) {
            ObjectNode chunk = head(reply, "chat.completion.chunk");
            ObjectNode choice = chunk.putArray("choices").addObject().put("index", i);
            choice.set("delta", delta);
            choice.set("logprobs", logprobs(List.of(delta)));
            choice.put("finish_reason", finishReason);
            chunks.add(chunk);
        }
    }

    /** OpenAI's object for the texts of {@code deltas}, each taken for a token; null where none was asked for or is there. */
    private JsonNode logprobs(List<ObjectNode> deltas) {
        ArrayNode content = JSON.arrayNode();
        for (ObjectNode delta : deltas) {
            String token = delta.path("content").asText("");
            if (logprobs && !token.isEmpty()) {
                ObjectNode one = content.addObject().put("token", token).put("logprob", LOGPROB);
                ArrayNode bytes = one.putArray("bytes");
                for (byte each : token.getBytes(StandardCharsets.UTF_8)) {
                    bytes.add(Byte.toUnsignedInt(each));
                }
                one.putArray("top_logprobs");
            }
        }
        if (content.isEmpty()) {
            return JSON.nullNode();
        }
        ObjectNode logprobs = JSON.objectNode();
        logprobs.set("content", content);
        return logprobs.putNull("refusal");
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
        int completionTokens = n * reply.completionTokens();
        ObjectNode usage = JSON.objectNode()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", promptTokens + completionTokens);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 1).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", reply.reasoningTokens())
                .put("audio_tokens", 0);
        return usage;
    }
}
