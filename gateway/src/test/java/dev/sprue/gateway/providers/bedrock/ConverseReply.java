package dev.sprue.gateway.providers.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.providers.bedrock.eventstream.Messages;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What a model on Bedrock says to one request, by seed, whole and as a stream: thoughts, signed, unsigned and encrypted, texts
 * with and without citations, calls of the caller's tools and of the provider's own, in pieces of any length.
 */
final class ConverseReply {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> WORDS = List.of(
            "Hello", " ", "world", "\n", "\"", "\\", "é", "😀", "\u2028", "\u0007", "{}", "日本", "\\u00e9", "}", "0");
    private static final List<String> ENDS = List.of(
            "end_turn",
            "stop_sequence",
            "max_tokens",
            "model_context_window_exceeded",
            "guardrail_intervened",
            "content_filtered");

    private final Random random;
    private final ObjectNode whole = JSON.objectNode();
    private final ArrayNode content = JSON.arrayNode();
    private final List<ObjectNode> payloads = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private int blocks;
    private boolean calls;

    /** The same seed makes the same reply. */
    ConverseReply(long seed) {
        random = new Random(seed);
        event("messageStart", JSON.objectNode().put("role", "assistant"));
        for (int i = random.nextInt(5); i >= 0; i--) {
            block();
            blocks++;
        }
        whole.putObject("output").putObject("message").put("role", "assistant").set("content", content);
        String reason = calls ? "tool_use" : ENDS.get(random.nextInt(ENDS.size()));
        whole.put("stopReason", reason);
        ObjectNode stop = JSON.objectNode().put("stopReason", reason);
        if (random.nextInt(4) == 0) {
            ObjectNode own = JSON.objectNode();
            own.put("/stop_sequence", text());
            whole.set("additionalModelResponseFields", own);
            stop.set("additionalModelResponseFields", own);
        }
        event("messageStop", stop);
        ObjectNode metadata = JSON.objectNode();
        metadata.set("usage", usage());
        metadata.putObject("metrics").put("latencyMs", 7);
        if (random.nextInt(4) == 0) {
            metadata.putObject("trace")
                    .putObject("promptRouter")
                    .put("invokedModelId", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/x.y");
        }
        whole.setAll(metadata);
        event("metadata", metadata);
    }

    /** The whole answer. */
    String whole() {
        return whole.toString();
    }

    /** The whole answer as an object. */
    ObjectNode json() {
        return whole;
    }

    /** The payloads of the stream's events, with their types as fields. */
    JsonNode events() {
        ArrayNode events = JSON.arrayNode();
        for (int i = 0; i < types.size(); i++) {
            events.addObject().set(types.get(i), payloads.get(i));
        }
        return events;
    }

    /** The stream, as it goes over the wire: payloads are padded, so that their length does not tell what they say. */
    byte[] stream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < types.size(); i++) {
            ObjectNode padded = payloads.get(i).deepCopy();
            padded.put("p", "abcdefghijklmnopqrstuvwxyz".substring(0, random.nextInt(27)));
            out.writeBytes(Messages.event(types.get(i), padded.toString()));
        }
        return out.toByteArray();
    }

    /** How many bytes the last message has. */
    int lastMessage() {
        ObjectNode bare = payloads.getLast();
        return Messages.event(types.getLast(), bare.toString()).length;
    }

    private void event(String type, ObjectNode payload) {
        types.add(type);
        payloads.add(payload);
    }

    private void block() {
        switch (random.nextInt(7)) {
            case 0 -> thought();
            case 1 -> encrypted();
            case 2 -> cited();
            case 3 -> call();
            case 4 -> providersOwn();
            default -> {
                StringBuilder text = new StringBuilder();
                pieces(text, piece -> delta(JSON.objectNode().put("text", piece)));
                content.addObject().put("text", text.toString());
                stop();
            }
        }
    }

    private void thought() {
        StringBuilder text = new StringBuilder();
        pieces(text, piece -> delta(reasoning("text", piece)));
        ObjectNode thought = content.addObject().putObject("reasoningContent").putObject("reasoningText");
        thought.put("text", text.toString());
        if (random.nextBoolean()) {
            String signature = "sig+/=" + text();
            thought.put("signature", signature);
            delta(reasoning("signature", signature));
        }
        stop();
    }

    private void encrypted() {
        String blob = blob();
        content.addObject().putObject("reasoningContent").put("redactedContent", blob);
        delta(reasoning("redactedContent", blob));
        stop();
    }

    private static ObjectNode reasoning(String field, String value) {
        ObjectNode delta = JSON.objectNode();
        delta.putObject("reasoningContent").put(field, value);
        return delta;
    }

    private void cited() {
        StringBuilder text = new StringBuilder();
        ObjectNode block = content.addObject().putObject("citationsContent");
        ArrayNode citations = JSON.arrayNode();
        pieces(text, piece -> {
            delta(JSON.objectNode().put("text", piece));
            if (random.nextBoolean()) {
                ObjectNode citation = citation();
                citations.add(citation);
                delta(JSON.objectNode().set("citation", citation));
            }
        });
        ArrayNode generated = JSON.arrayNode().add(JSON.objectNode().put("text", text.toString()));
        // The order of an object's fields is nobody's business.
        if (random.nextBoolean()) {
            block.set("content", generated);
            block.set("citations", citations);
        } else {
            block.set("citations", citations);
            block.set("content", generated);
        }
        stop();
    }

    private ObjectNode citation() {
        ObjectNode citation = JSON.objectNode();
        if (random.nextBoolean()) {
            citation.put("title", text());
        }
        ObjectNode location = citation.putObject("location");
        if (random.nextBoolean()) {
            location.putObject("web").put("url", "https://example.com/é?q=\"").put("domain", "example.com");
        } else {
            location.putObject("documentPage")
                    .put("documentIndex", 0)
                    .put("start", 1)
                    .put("end", 2);
            citation.putArray("sourceContent").addObject().put("text", text());
        }
        return citation;
    }

    private void call() {
        calls = true;
        ObjectNode input = input();
        ObjectNode start =
                JSON.objectNode().put("toolUseId", "tooluse_" + blocks).put("name", "look_up");
        started("toolUse", start);
        inputPieces(input);
        add("toolUse", start, "input", input);
        stop();
    }

    /** A tool that the provider calls and answers itself. */
    private void providersOwn() {
        ObjectNode input = input();
        ObjectNode start = JSON.objectNode()
                .put("toolUseId", "srv_" + blocks)
                .put("name", "web")
                .put("type", "server_tool_use");
        started("toolUse", start);
        inputPieces(input);
        add("toolUse", start, "input", input);
        stop();
        blocks++;
        ObjectNode begun =
                JSON.objectNode().put("toolUseId", "srv_" + (blocks - 1)).put("status", "success");
        started("toolResult", begun);
        ArrayNode items = JSON.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
            ObjectNode item = JSON.objectNode().put("text", text());
            items.add(item);
            delta(JSON.objectNode().set("toolResult", JSON.arrayNode().add(item)));
        }
        add("toolResult", begun, "content", items);
        stop();
    }

    /** A block with what its start said, and one more field. */
    private void add(String member, ObjectNode start, String name, JsonNode value) {
        ObjectNode block = content.addObject().putObject(member);
        block.setAll(start);
        block.set(name, value);
    }

    private ObjectNode input() {
        ObjectNode input = JSON.objectNode();
        for (int i = random.nextInt(3); i > 0; i--) {
            input.put("k" + i + "é\"", text());
        }
        return input;
    }

    /** The input's JSON in pieces; none at all where there is nothing in it, as models do. */
    private void inputPieces(ObjectNode input) {
        String text = input.isEmpty() ? "" : input.toString();
        int at = 0;
        while (at < text.length()) {
            int to = text.offsetByCodePoints(
                    at, Math.min(1 + random.nextInt(12), text.codePointCount(at, text.length())));
            ObjectNode delta = JSON.objectNode();
            delta.putObject("toolUse").put("input", text.substring(at, to));
            delta(delta);
            at = to;
        }
    }

    private void started(String member, ObjectNode start) {
        ObjectNode event = JSON.objectNode();
        event.putObject("start").set(member, start);
        event("contentBlockStart", event.put("contentBlockIndex", blocks));
    }

    private void delta(JsonNode delta) {
        ObjectNode event = JSON.objectNode();
        if (random.nextBoolean()) {
            event.put("contentBlockIndex", blocks).set("delta", delta);
        } else {
            event.set("delta", delta);
            event.put("contentBlockIndex", blocks);
        }
        event("contentBlockDelta", event);
    }

    private void stop() {
        event("contentBlockStop", JSON.objectNode().put("contentBlockIndex", blocks));
    }

    private void pieces(StringBuilder text, Consumer<String> each) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            String piece = random.nextInt(8) == 0 ? "" : text();
            text.append(piece);
            each.accept(piece);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }

    private String blob() {
        byte[] bytes = new byte[1 + random.nextInt(40)];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private ObjectNode usage() {
        int input = 1 + random.nextInt(100);
        int output = random.nextInt(100);
        ObjectNode usage = JSON.objectNode().put("inputTokens", input).put("outputTokens", output);
        int read = random.nextInt(50);
        int write = random.nextInt(50);
        if (random.nextBoolean()) {
            usage.put("cacheReadInputTokens", read).put("cacheWriteInputTokens", write);
            return usage.put("totalTokens", input + output + read + write);
        }
        return usage.put("totalTokens", input + output);
    }
}
