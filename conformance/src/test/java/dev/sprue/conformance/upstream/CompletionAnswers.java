package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes OpenAI's answers to a completions request: each prompt is completed by the {@link Script} that it names, by the
 * request itself where it is {@link Act#SHOW_REQUEST}'s trigger, and otherwise by itself; {@code n} times each.
 *
 * @param model the model id that the answers carry
 * @param request what was asked
 */
record CompletionAnswers(String model, JsonNode request) {
    private static final long CREATED = 1_767_225_600;
    private static final double LOGPROB = -0.5;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The text of the first prompt, for what it may trigger; tokens are written as JSON. */
    static String firstPrompt(JsonNode request) {
        return EmbeddingAnswers.texts(request.path("prompt")).stream()
                .findFirst()
                .orElse("");
    }

    ObjectNode whole() {
        ObjectNode answer = head();
        ArrayNode choices = answer.putArray("choices");
        for (Script script : completions()) {
            choices.add(choice(choices.size(), script.text(), script.deltas(), script.finishReason()));
        }
        answer.set("usage", usage());
        return answer;
    }

    /** The chunks of a stream, choice after choice, then its usage where that was asked for. */
    List<ObjectNode> chunks() {
        List<ObjectNode> chunks = new ArrayList<>();
        int index = 0;
        for (Script script : completions()) {
            for (String delta : script.deltas()) {
                chunks.add(chunk(choice(index, delta, List.of(delta), null)));
            }
            chunks.add(chunk(choice(index, "", List.of(), script.finishReason())));
            index++;
        }
        if (request.path("stream_options").path("include_usage").asBoolean(false)) {
            chunks.forEach(chunk -> chunk.putNull("usage"));
            ObjectNode last = head();
            last.putArray("choices");
            last.set("usage", usage());
            chunks.add(last);
        }
        return chunks;
    }

    private List<Script> completions() {
        List<Script> completions = new ArrayList<>();
        for (String prompt : EmbeddingAnswers.texts(request.path("prompt"))) {
            Script script = completion(prompt);
            if (request.path("echo").asBoolean(false)) {
                List<String> deltas = new ArrayList<>(List.of(prompt));
                deltas.addAll(script.deltas());
                script = Script.text(script.name(), deltas.toArray(String[]::new));
            }
            for (int i = 0; i < request.path("n").asInt(1); i++) {
                completions.add(script);
            }
        }
        return completions;
    }

    private Script completion(String prompt) {
        if (prompt.equals(Act.SHOW_REQUEST.trigger())) {
            return Script.text("request", request.toString());
        }
        Optional<Script> script = Scripts.named(prompt);
        return script.orElseGet(() -> Scripts.echo(prompt));
    }

    private ObjectNode chunk(ObjectNode choice) {
        ObjectNode chunk = head();
        chunk.putArray("choices").add(choice);
        return chunk;
    }

    private ObjectNode choice(int index, String text, List<String> tokens, @Nullable String finishReason) {
        ObjectNode choice = JSON.objectNode().put("text", text).put("index", index);
        if (request.path("logprobs").isNumber()) {
            choice.set("logprobs", logprobs(tokens));
        } else {
            choice.putNull("logprobs");
        }
        return choice.put("finish_reason", finishReason);
    }

    private static ObjectNode logprobs(List<String> texts) {
        ObjectNode logprobs = JSON.objectNode();
        ArrayNode tokens = logprobs.putArray("tokens");
        ArrayNode values = logprobs.putArray("token_logprobs");
        ArrayNode top = logprobs.putArray("top_logprobs");
        ArrayNode offsets = logprobs.putArray("text_offset");
        int offset = 0;
        for (String text : texts) {
            tokens.add(text);
            values.add(LOGPROB);
            top.addObject().put(text, LOGPROB);
            offsets.add(offset);
            offset += text.length();
        }
        return logprobs;
    }

    private ObjectNode head() {
        return JSON.objectNode()
                .put("id", "cmpl-stand-in")
                .put("object", "text_completion")
                .put("created", CREATED)
                .put("model", model)
                .put("system_fingerprint", "fp_stand_in");
    }

    private ObjectNode usage() {
        int prompt = EmbeddingAnswers.texts(request.path("prompt")).size() * OpenAiUpstream.PROMPT_TOKENS;
        int completion =
                completions().stream().mapToInt(Script::completionTokens).sum();
        return JSON.objectNode()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
    }
}
