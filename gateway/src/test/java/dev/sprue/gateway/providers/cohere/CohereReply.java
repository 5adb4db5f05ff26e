package dev.sprue.gateway.providers.cohere;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One answer of Cohere's by seed, whole and as the events of a stream: thinking, text, a plan, calls of tools, citations, log probabilities. */
final class CohereReply {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> WORDS =
            List.of("Hello", " world", "\n", "\"", "\\", "é", "😀", "\u2028", "\u0007", "data: x", "\r\n");
    private static final List<String> FINISHES = List.of("COMPLETE", "MAX_TOKENS", "STOP_SEQUENCE", "ERROR_LIMIT");

    private final Random random;
    private final ObjectNode whole = JSON.objectNode().put("id", "reply-1");
    private final ObjectNode message = whole.putObject("message").put("role", "assistant");
    private final List<ObjectNode> events = new ArrayList<>();

    private CohereReply(long seed) {
        random = new Random(seed);
    }

    static CohereReply of(long seed) {
        CohereReply reply = new CohereReply(seed);
        reply.make();
        return reply;
    }

    ObjectNode whole() {
        return whole;
    }

    String stream() {
        StringBuilder out = new StringBuilder();
        for (ObjectNode event : events) {
            out.append("event: ")
                    .append(event.path("type").asText())
                    .append("\ndata: ")
                    .append(event)
                    .append("\n\n");
        }
        return out.toString();
    }

    private void make() {
        said(event("message-start").put("id", "reply-1")).put("role", "assistant");
        boolean calls = random.nextInt(3) == 0;
        boolean thinks = random.nextInt(3) == 0;
        ArrayNode content = message.putArray("content");
        int index = 0;
        if (thinks) {
            block(content, "thinking", index++, false);
        }
        if (calls) {
            plan(thinks);
            for (int i = random.nextInt(3); i >= 0; i--) {
                call();
            }
        } else {
            for (int i = random.nextInt(2); i >= 0; i--) {
                block(content, "text", index++, random.nextInt(3) == 0);
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                citation();
            }
        }
        String finish = calls ? "TOOL_CALL" : FINISHES.get(random.nextInt(FINISHES.size()));
        whole.put("finish_reason", finish);
        ObjectNode end = event("message-end").putObject("delta").put("finish_reason", finish);
        ObjectNode usage = JSON.objectNode();
        usage.putObject("tokens")
                .put("input_tokens", random.nextInt(1_000) + 0.0)
                .put("output_tokens", random.nextInt(1_000) + 0.0);
        if (random.nextBoolean()) {
            usage.put("cached_tokens", random.nextInt(2_000));
        }
        whole.set("usage", usage);
        end.set("usage", usage);
    }

    private ObjectNode event(String type) {
        ObjectNode event = JSON.objectNode().put("type", type);
        events.add(event);
        return event;
    }

    private static ObjectNode said(ObjectNode event) {
        return event.putObject("delta").putObject("message");
    }

    private void block(ArrayNode content, String type, int index, boolean probable) {
        said(event("content-start").put("index", index))
                .putObject("content")
                .put("type", type)
                .put(type, "");
        StringBuilder text = new StringBuilder();
        for (String piece : pieces()) {
            ObjectNode event = event("content-delta").put("index", index);
            said(event).putObject("content").put(type, piece);
            if (probable) {
                ObjectNode log = JSON.objectNode().put("text", piece);
                log.putArray("token_ids").add(1);
                log.putArray("logprobs").add(-random.nextInt(40) / 8.0);
                event.set("logprobs", log);
                whole.withArray("/logprobs").add(log);
            }
            text.append(piece);
        }
        event("content-end").put("index", index);
        content.addObject().put("type", type).put(type, text.toString());
    }

    private void plan(boolean thinks) {
        if (thinks || random.nextBoolean()) {
            return;
        }
        StringBuilder plan = new StringBuilder();
        for (String piece : pieces()) {
            said(event("tool-plan-delta")).put("tool_plan", piece);
            plan.append(piece);
        }
        message.put("tool_plan", plan.toString());
    }

    private void call() {
        ArrayNode calls = message.withArray("/tool_calls");
        int index = calls.size();
        ObjectNode begun = JSON.objectNode().put("id", "call_" + index).put("type", "function");
        begun.putObject("function").put("name", "f" + index).put("arguments", "");
        said(event("tool-call-start").put("index", index)).set("tool_calls", begun);
        StringBuilder arguments = new StringBuilder();
        for (String piece : List.of("{\"a", "é\\u00e9", "\":", " \"" + random.nextInt(9) + "😀\\n\"", "}")) {
            said(event("tool-call-delta").put("index", index))
                    .putObject("tool_calls")
                    .putObject("function")
                    .put("arguments", piece);
            arguments.append(piece);
        }
        event("tool-call-end").put("index", index);
        ObjectNode call = begun.deepCopy();
        call.withObject("/function").put("arguments", arguments.toString());
        calls.add(call);
    }

    private void citation() {
        ArrayNode citations = message.withArray("/citations");
        ObjectNode citation = JSON.objectNode().put("start", 0).put("end", 1).put("text", "é\"");
        citation.putArray("sources").addObject().put("type", "document").put("id", "1");
        citations.add(citation);
        said(event("citation-start").put("index", citations.size() - 1)).set("citations", citation);
        event("citation-end").put("index", citations.size() - 1);
    }

    private List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            pieces.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return pieces;
    }
}
