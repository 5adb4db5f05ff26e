package dev.sprue.gateway.providers.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What one of Google's models says to one request, whole and as a stream, by seed: any number of candidates, each with thoughts,
 * text, calls of functions with and without ids, signatures, pictures, code, probabilities and sources, in pieces and in turns.
 */
final class GeminiReply {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> WORDS =
            List.of("Hello", " ", "world", "\n", "\"", "\\", "é", "😀", "\u2028", "data: x", "\u0007", "{}", "字", "");
    private static final List<String> ENDS = List.of("STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER");

    private final Random random;
    private final ObjectNode whole;
    private final List<ObjectNode> events = new ArrayList<>();

    GeminiReply(long seed) {
        random = new Random(seed);
        whole = envelope();
        ArrayNode candidates = JSON.arrayNode();
        List<List<ObjectNode>> turns = new ArrayList<>();
        int count = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < count; i++) {
            turns.add(candidate(candidates.addObject(), i));
        }
        // All of them begin together: a stream that ends where all that have begun have ended is whole, since Google
        // may
        // give fewer than were asked for.
        ObjectNode first = envelope();
        ArrayNode beginnings = first.putArray("candidates");
        turns.forEach(turn -> beginnings.add(turn.removeFirst()));
        usage(first, 1);
        events.add(first);
        turns.removeIf(List::isEmpty);
        while (!turns.isEmpty()) {
            List<ObjectNode> turn = turns.get(random.nextInt(turns.size()));
            ObjectNode event = envelope();
            event.putArray("candidates").add(turn.removeFirst());
            usage(event, events.size() + 1);
            events.add(event);
            turns.removeIf(List::isEmpty);
        }
        // Fields have no order.
        ObjectNode usage = (ObjectNode) events.getLast().get("usageMetadata");
        whole.set("usageMetadata", usage);
        whole.set("candidates", candidates);
    }

    /** The whole answer, as Google prints it. */
    String whole() {
        return random.nextBoolean() ? whole.toPrettyString() : whole.toString();
    }

    /** The stream as it goes over the wire. */
    String stream() {
        StringBuilder out = new StringBuilder();
        String end = random.nextBoolean() ? "\r\n\r\n" : "\n\n";
        events.forEach(event -> out.append("data: ").append(event).append(end));
        return out.toString();
    }

    private ObjectNode envelope() {
        return JSON.objectNode().put("modelVersion", "gemini-2.5-flash").put("responseId", "reply-1");
    }

    /** Counted on from event to event. */
    private void usage(ObjectNode event, int tokens) {
        ObjectNode usage =
                event.putObject("usageMetadata").put("promptTokenCount", 10).put("candidatesTokenCount", tokens);
        usage.put("thoughtsTokenCount", 3).put("cachedContentTokenCount", 4).put("totalTokenCount", 13 + tokens);
        usage.putArray("promptTokensDetails")
                .addObject()
                .put("modality", "AUDIO")
                .put("tokenCount", 2);
    }

    private List<ObjectNode> candidate(ObjectNode candidate, int index) {
        List<ObjectNode> parts = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            texts(parts, true);
        }
        if (random.nextInt(4) > 0) {
            texts(parts, false);
        }
        int calls = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < calls; i++) {
            parts.add(call(i));
        }
        if (random.nextInt(6) == 0) {
            parts.add(other());
        }
        List<ObjectNode> turns = new ArrayList<>();
        for (ObjectNode part : parts) {
            ObjectNode turn = numbered(JSON.objectNode(), index);
            turn.putObject("content").put("role", "model").putArray("parts").add(part);
            turns.add(turn);
        }
        ObjectNode last =
                turns.isEmpty() || random.nextBoolean() ? numbered(JSON.objectNode(), index) : turns.removeLast();
        last.put("finishReason", ENDS.get(random.nextInt(ENDS.size())));
        if (random.nextInt(4) == 0) {
            last.put("finishMessage", "because \"of\" this");
        }
        about(last);
        turns.add(last);
        numbered(candidate, index).setAll(last.deepCopy());
        candidate.putObject("content").put("role", "model").putArray("parts").addAll(merged(parts));
        return turns;
    }

    /** The first candidate's index is zero, which is often left out. */
    private ObjectNode numbered(ObjectNode candidate, int index) {
        return index == 0 && random.nextBoolean() ? candidate : candidate.put("index", index);
    }

    /** What is told about an answer. */
    private void about(ObjectNode candidate) {
        if (random.nextInt(4) == 0) {
            ObjectNode result = candidate.putObject("logprobsResult");
            result.putArray("chosenCandidates").addObject().put("token", "a\"").put("logProbability", -0.25);
            ArrayNode top = result.putArray("topCandidates").addObject().putArray("candidates");
            top.addObject().put("token", "a\"").put("logProbability", -0.25);
            top.addObject().put("token", "b");
        }
        if (random.nextInt(4) == 0) {
            candidate
                    .putObject("citationMetadata")
                    .putArray("citationSources")
                    .addObject()
                    .put("startIndex", 1)
                    .put("endIndex", 5)
                    .put("uri", "https://example.com/a");
        }
        if (random.nextInt(4) == 0) {
            ObjectNode grounding = candidate.putObject("groundingMetadata");
            grounding
                    .putArray("groundingChunks")
                    .addObject()
                    .putObject("web")
                    .put("uri", "https://example.com/b")
                    .put("title", "B");
            ObjectNode support = grounding.putArray("groundingSupports").addObject();
            support.putObject("segment").put("endIndex", 4);
            support.putArray("groundingChunkIndices").add(0);
        }
    }

    private void texts(List<ObjectNode> parts, boolean thought) {
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            ObjectNode part = JSON.objectNode().put("text", text());
            if (thought) {
                part.put("thought", true);
            } else if (i == 1 && random.nextInt(3) == 0) {
                part.put("thoughtSignature", "c2ln" + random.nextInt(10));
            }
            parts.add(part);
        }
    }

    private ObjectNode call(int number) {
        ObjectNode part = JSON.objectNode();
        ObjectNode call = part.putObject("functionCall").put("name", "f" + number);
        if (random.nextBoolean()) {
            call.put("id", "given-" + number);
        }
        if (random.nextInt(4) > 0) {
            ObjectNode args = call.putObject("args");
            args.put("a \"key\"é", text())
                    .put("n", 1.50)
                    .put("big", 12345678901234L)
                    .putNull("z");
            args.putArray("list").add(true).addObject();
        }
        return number == 0 && random.nextBoolean() ? part.put("thoughtSignature", "c2ln") : part;
    }

    private ObjectNode other() {
        ObjectNode part = JSON.objectNode();
        if (random.nextBoolean()) {
            part.putObject("inlineData").put("mimeType", "image/png").put("data", "AAAA");
        } else {
            part.putObject("executableCode").put("language", "PYTHON").put("code", "print(\"é\")");
        }
        return part;
    }

    /** A whole answer has texts of one kind in one part, or in several. */
    private List<ObjectNode> merged(List<ObjectNode> parts) {
        if (random.nextBoolean()) {
            return parts.stream().map(ObjectNode::deepCopy).toList();
        }
        List<ObjectNode> merged = new ArrayList<>();
        for (ObjectNode part : parts) {
            ObjectNode before = merged.isEmpty() ? JSON.objectNode() : merged.getLast();
            if (before.has("text")
                    && part.has("text")
                    && !before.has("thoughtSignature")
                    && before.has("thought") == part.has("thought")) {
                ObjectNode both = part.deepCopy();
                merged.set(
                        merged.size() - 1,
                        both.put(
                                "text",
                                before.path("text").asText() + part.path("text").asText()));
            } else {
                merged.add(part.deepCopy());
            }
        }
        return Collections.unmodifiableList(merged);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }
}
