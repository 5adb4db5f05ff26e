package dev.sprue.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a model's server says to one request, whole and as a stream, both in OpenAI's dialect: any number of choices, each
 * with text, reasoning, a refusal, calls of functions and probabilities, in pieces of any length and in turns.
 */
public final class ScriptedReply implements ScriptedUpstream.Script {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> WORDS = List.of(
            "Hello",
            " ",
            "world",
            "\n",
            "\"",
            "\\",
            "é",
            "😀",
            "\u2028",
            "</think>x",
            "data: [DONE]",
            "\u0007",
            "{}",
            "");
    private static final List<String> FINISHES = List.of("stop", "length", "content_filter");

    private final Random random;
    private final boolean chat;
    private final ObjectNode whole;
    private final List<ObjectNode> events = new ArrayList<>();

    /** The same seed makes the same reply; {@code chat} for a chat completion, otherwise a text completion. */
    public ScriptedReply(long seed, boolean chat) {
        this.random = new Random(seed);
        this.chat = chat;
        whole = envelope(chat ? "chat.completion" : "text_completion");
        ArrayNode choices = whole.putArray("choices");
        List<List<ObjectNode>> turns = new ArrayList<>();
        int count = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < count; i++) {
            turns.add(chat ? chatChoice(choices.addObject(), i) : textChoice(choices.addObject(), i));
        }
        while (!turns.isEmpty()) {
            List<ObjectNode> turn = turns.get(random.nextInt(turns.size()));
            ObjectNode event = envelope(chat ? "chat.completion.chunk" : "text_completion");
            event.putArray("choices").add(turn.removeFirst());
            events.add(event);
            turns.removeIf(List::isEmpty);
        }
        whole.set("usage", usage());
        reportUsage();
    }

    /** The whole answer. */
    public ObjectNode whole() {
        return whole;
    }

    /** The stream, as it goes over the wire. */
    public String stream() {
        StringBuilder out = new StringBuilder();
        events.forEach(event -> out.append("data: ").append(event).append("\n\n"));
        return out.append("data: [DONE]\n\n").toString();
    }

    @Override
    public void answer(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection) throws IOException {
        if (request.body().contains("\"stream\":true")) {
            connection.stream().chunk(stream()).end();
        } else {
            connection.answer(200, "application/json", whole.toString());
        }
    }

    /** Servers report what was used in an event of its own, in the last one that has a choice, or again and again. */
    private void reportUsage() {
        int how = random.nextInt(3);
        if (how == 0) {
            events.forEach(event -> event.set("usage", JSON.nullNode()));
        }
        if (how < 2) {
            ObjectNode event = envelope(chat ? "chat.completion.chunk" : "text_completion");
            event.putArray("choices");
            event.set("usage", whole.get("usage"));
            events.add(event);
        } else {
            events.getLast().set("usage", whole.get("usage"));
        }
    }

    private ObjectNode usage() {
        int prompt = 1 + random.nextInt(100);
        int completion = 1 + random.nextInt(100);
        ObjectNode usage = JSON.objectNode()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", random.nextInt(completion));
        return usage;
    }

    private static ObjectNode envelope(String object) {
        return JSON.objectNode()
                .put("id", "reply-1")
                .put("object", object)
                .put("created", 1_760_000_000)
                .put("model", "upstream-model")
                .put("system_fingerprint", "fp_1");
    }

    private List<ObjectNode> textChoice(ObjectNode choice, int index) {
        List<ObjectNode> turns = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean probable = random.nextBoolean();
        ObjectNode all = JSON.objectNode();
        for (String piece : pieces(6)) {
            ObjectNode turn = JSON.objectNode().put("index", index).put("text", piece);
            turn.set("logprobs", probable ? textProbability(all, text.length(), piece) : JSON.nullNode());
            turns.add(turn.putNull("finish_reason"));
            text.append(piece);
        }
        String finish = pick(FINISHES);
        choice.put("index", index).put("text", text.toString());
        choice.set("logprobs", probable && !turns.isEmpty() ? all : JSON.nullNode());
        choice.put("finish_reason", finish);
        turns.add(JSON.objectNode()
                .put("index", index)
                .put("text", "")
                .putNull("logprobs")
                .put("finish_reason", finish));
        return turns;
    }

    private ObjectNode textProbability(ObjectNode all, int offset, String token) {
        ObjectNode one = JSON.objectNode();
        one.putArray("tokens").add(token);
        one.putArray("token_logprobs").add(-random.nextInt(40) / 8.0);
        one.putArray("text_offset").add(offset);
        one.putArray("top_logprobs").addObject().put(token, -0.5);
        one.properties().forEach(field -> all.withArray("/" + field.getKey()).addAll((ArrayNode) field.getValue()));
        return one;
    }

    private List<ObjectNode> chatChoice(ObjectNode choice, int index) {
        List<ObjectNode> turns = new ArrayList<>();
        ObjectNode message =
                JSON.objectNode().put("role", "assistant").putNull("content").putNull("refusal");
        turns.add(wrapped(JSON.objectNode().put("role", "assistant").put("content", ""), index));
        boolean probable = random.nextInt(3) == 0;
        ArrayNode probabilities = JSON.arrayNode();
        if (random.nextInt(3) == 0) {
            say(turns, message, "reasoning_content", index);
        }
        int calls = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
        if (calls == 0 || random.nextBoolean()) {
            int from = turns.size();
            say(turns, message, random.nextInt(5) > 0 ? "content" : "refusal", index);
            for (ObjectNode turn : turns.subList(from, turns.size())) {
                if (probable && turn.path("delta").has("content")) {
                    probabilities.add(probability(turn));
                }
            }
        }
        for (int call = 0; call < calls; call++) {
            call(turns, message.withArray("/tool_calls"), index, call);
        }
        String finish = calls > 0 ? "tool_calls" : pick(FINISHES);
        turns.add(wrapped(JSON.objectNode(), index).put("finish_reason", finish));
        choice.put("index", index).set("message", message);
        choice.set("logprobs", probabilities.isEmpty() ? JSON.nullNode() : both(probabilities));
        choice.put("finish_reason", finish);
        return turns;
    }

    private static ObjectNode both(ArrayNode probabilities) {
        ObjectNode both = JSON.objectNode();
        both.set("content", probabilities);
        return both.putNull("refusal");
    }

    private ObjectNode probability(ObjectNode turn) {
        ObjectNode one = JSON.objectNode()
                .put("token", turn.path("delta").path("content").asText())
                .put("logprob", -random.nextInt(40) / 8.0);
        one.putNull("bytes").putArray("top_logprobs");
        turn.set("logprobs", both(JSON.arrayNode().add(one)));
        return one;
    }

    /** A text in pieces, as a stream and whole. */
    private void say(List<ObjectNode> turns, ObjectNode message, String field, int index) {
        StringBuilder text = new StringBuilder();
        for (String piece : pieces(8)) {
            turns.add(wrapped(JSON.objectNode().put(field, piece), index));
            text.append(piece);
        }
        message.put(field, text.toString());
    }

    /** A call of a function: its name in the first piece, its arguments in the others. */
    private void call(List<ObjectNode> turns, ArrayNode calls, int index, int number) {
        StringBuilder arguments = new StringBuilder();
        ObjectNode first = JSON.objectNode().put("index", number).put("id", "call-" + number);
        first.put("type", "function")
                .putObject("function")
                .put("name", "f" + number)
                .put("arguments", "");
        turns.add(wrapped(calling(first), index));
        for (String piece : List.of("{\"a\"", ":", "\"" + random.nextInt(9), "é\"}")) {
            ObjectNode more = JSON.objectNode().put("index", number);
            more.putObject("function").put("arguments", piece);
            turns.add(wrapped(calling(more), index));
            arguments.append(piece);
        }
        calls.addObject()
                .put("id", "call-" + number)
                .put("type", "function")
                .putObject("function")
                .put("name", "f" + number)
                .put("arguments", arguments.toString());
    }

    private static ObjectNode calling(ObjectNode call) {
        ObjectNode delta = JSON.objectNode();
        delta.putArray("tool_calls").add(call);
        return delta;
    }

    private static ObjectNode wrapped(JsonNode delta, int index) {
        ObjectNode choice = JSON.objectNode().put("index", index);
        choice.set("delta", delta);
        return choice.putNull("logprobs").putNull("finish_reason");
    }

    private List<String> pieces(int most) {
        List<String> pieces = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            pieces.add(pick(WORDS));
        }
        return pieces;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
