package dev.sprue.gateway.providers.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One answer of Ollama's by seed, whole and as the lines of a stream, which differ from it as the server's code makes them. */
final class OllamaReply {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> WORDS =
            List.of("Hello", " world", "\n", "\"", "\\", "é", "😀", "\u2028", "\u0007", "{}", "\r\n");

    private final Random random;
    private final ObjectNode whole;
    private final ObjectNode message;
    private final List<ObjectNode> lines = new ArrayList<>();

    private OllamaReply(long seed) {
        random = new Random(seed);
        whole = envelope();
        message = whole.putObject("message").put("role", "assistant").put("content", "");
    }

    static OllamaReply of(long seed) {
        OllamaReply reply = new OllamaReply(seed);
        reply.make();
        return reply;
    }

    ObjectNode whole() {
        return whole;
    }

    String stream() {
        StringBuilder out = new StringBuilder();
        lines.forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static ObjectNode envelope() {
        return JSON.objectNode().put("model", "m").put("created_at", "2025-10-17T23:14:07.414671Z");
    }

    private ObjectNode line() {
        ObjectNode line = envelope();
        line.putObject("message").put("role", "assistant").put("content", "");
        line.put("done", false);
        lines.add(line);
        return line;
    }

    private void make() {
        if (random.nextInt(3) == 0) {
            say("thinking", false);
        }
        if (random.nextInt(3) > 0) {
            say("content", random.nextInt(3) == 0);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            call();
        }
        String reason = random.nextInt(3) == 0 ? "length" : "stop";
        int prompt = random.nextInt(100);
        int written = random.nextInt(100);
        for (ObjectNode end : List.of(whole, line())) {
            end.put("done", true).put("done_reason", reason).put("total_duration", 5);
            // What is 0 is left out, as for a prompt that the engine had kept.
            if (prompt > 0) {
                end.put("prompt_eval_count", prompt);
            }
            end.put("eval_count", written);
        }
    }

    private void say(String field, boolean probable) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String piece = WORDS.get(random.nextInt(WORDS.size()));
            ObjectNode line = line();
            line.withObject("/message").put(field, piece);
            text.append(piece);
            if (probable) {
                ObjectNode log = JSON.objectNode().put("token", piece).put("logprob", -random.nextInt(40) / 8.0);
                log.putArray("bytes").add(1);
                line.putArray("logprobs").add(log);
                whole.withArray("/logprobs").add(log);
            }
        }
        message.put(field, text.toString());
    }

    private void call() {
        ArrayNode calls = message.withArray("/tool_calls");
        ObjectNode call = JSON.objectNode();
        if (random.nextBoolean()) {
            call.put("id", "call_" + calls.size());
        }
        ObjectNode function =
                call.putObject("function").put("index", calls.size()).put("name", "f" + calls.size());
        ObjectNode arguments = function.putObject("arguments");
        for (int i = random.nextInt(3); i > 0; i--) {
            arguments.put("k" + i + "é\"", WORDS.get(random.nextInt(WORDS.size())));
        }
        arguments.putObject("o").putArray("a").add(1.5);
        calls.add(call);
        line().withObject("/message").putArray("tool_calls").add(call);
    }
}
