package dev.sprue.gateway.providers.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes messages as Anthropic's API answers with, whole and as the events of a stream, from a seed. */
final class AnthropicMessages {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> STOPS =
            List.of("end_turn", "max_tokens", "stop_sequence", "pause_turn", "refusal");
    private static final List<String> STOPS_OF_CALLS = List.of("tool_use", "tool_use", "tool_use", "max_tokens");

    private final Random random;

    AnthropicMessages(Random random) {
        this.random = random;
    }

    /** A whole message with blocks of every kind that there is a translation for. */
    ObjectNode message() {
        ObjectNode message = JSON.objectNode();
        message.put("id", "msg_" + Integer.toHexString(random.nextInt()));
        message.put("type", "message");
        message.put("role", "assistant");
        message.put("model", "claude-sonnet-4-5-20250929");
        ArrayNode content = message.putArray("content");
        if (random.nextInt(3) == 0) {
            content.add(JSON.objectNode()
                    .put("type", "thinking")
                    .put("thinking", text())
                    .put("signature", "EqQB" + Integer.toHexString(random.nextInt()) + "=="));
        }
        if (random.nextInt(6) == 0) {
            content.add(JSON.objectNode().put("type", "redacted_thinking").put("data", "EmwKAhgBEgy3va3pzix"));
        }
        int texts = random.nextInt(3);
        for (int i = 0; i < texts; i++) {
            content.add(textBlock());
        }
        if (random.nextInt(5) == 0) {
            search(content);
            content.add(textBlock());
        }
        int calls = random.nextInt(3);
        for (int i = 0; i < calls; i++) {
            content.add(toolUse(i));
        }
        finish(message, calls > 0);
        return message;
    }

    /** A tool of the API's own is called, and answers. */
    private void search(ArrayNode content) {
        ObjectNode call = content.addObject()
                .put("type", "server_tool_use")
                .put("id", "srvtoolu_01")
                .put("name", "web_search");
        call.putObject("input").put("query", text());
        call.putObject("caller").put("type", "direct");
        ObjectNode result =
                content.addObject().put("type", "web_search_tool_result").put("tool_use_id", "srvtoolu_01");
        result.putObject("caller").put("type", "direct");
        result.putArray("content")
                .addObject()
                .put("type", "web_search_result")
                .put("encrypted_content", "EqgfC")
                .put("title", text())
                .put("url", "https://example.com/")
                .putNull("page_age");
    }

    private ObjectNode textBlock() {
        ObjectNode block = JSON.objectNode().put("type", "text").put("text", text());
        block.putNull("citations");
        if (random.nextInt(3) == 0) {
            ArrayNode citations = block.putArray("citations");
            for (int i = random.nextInt(2); i >= 0; i--) {
                citations.add(random.nextBoolean() ? webCitation() : pageCitation());
            }
        }
        return block;
    }

    private ObjectNode webCitation() {
        return JSON.objectNode()
                .put("type", "web_search_result_location")
                .put("cited_text", text())
                .put("encrypted_index", "Eo8BCioIAhgBIiQ=")
                .put("title", text())
                .put("url", "https://example.com/" + random.nextInt(100));
    }

    private ObjectNode pageCitation() {
        return JSON.objectNode()
                .put("type", "page_location")
                .put("cited_text", text())
                .put("document_index", random.nextInt(3))
                .putNull("document_title")
                .put("end_page_number", 3)
                .putNull("file_id")
                .put("start_page_number", 2);
    }

    private ObjectNode toolUse(int index) {
        ObjectNode block = JSON.objectNode()
                .put("type", "tool_use")
                .put("id", "toolu_" + index + Integer.toHexString(random.nextInt()))
                .put("name", "tool_" + random.nextInt(4));
        block.set("input", random.nextInt(4) == 0 ? JSON.objectNode() : input(3));
        block.putObject("caller").put("type", "direct");
        return block;
    }

    private ObjectNode input(int depth) {
        ObjectNode input = JSON.objectNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            input.set(text() + i, value(depth));
        }
        return input;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> JSON.numberNode(random.nextLong());
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.nullNode();
            case 3 -> JSON.textNode(text());
            case 4 -> JSON.arrayNode().add(value(depth - 1)).add(value(depth - 1));
            default -> input(depth - 1);
        };
    }

    private void finish(ObjectNode message, boolean called) {
        List<String> reasons = called ? STOPS_OF_CALLS : STOPS;
        String reason = reasons.get(random.nextInt(reasons.size()));
        message.put("stop_reason", reason);
        message.putNull("stop_sequence");
        message.putNull("stop_details");
        if (reason.equals("stop_sequence")) {
            message.put("stop_sequence", text());
        } else if (reason.equals("refusal") && random.nextBoolean()) {
            message.putObject("stop_details")
                    .put("type", "refusal")
                    .put("category", "bio")
                    .put("explanation", text());
        }
        ObjectNode usage = message.putObject("usage");
        usage.put("input_tokens", random.nextInt(1_000));
        usage.put("output_tokens", random.nextInt(1_000));
        usage.putNull("cache_creation");
        usage.putNull("inference_geo");
        usage.putNull("server_tool_use");
        usage.put("service_tier", "standard");
        cached(usage, "cache_creation_input_tokens");
        cached(usage, "cache_read_input_tokens");
        message.putNull("container");
    }

    private void cached(ObjectNode usage, String name) {
        if (random.nextBoolean()) {
            usage.put(name, random.nextInt(500));
        } else {
            usage.putNull(name);
        }
    }

    /** A text of characters of all lengths in UTF-8, with such as JSON escapes. */
    String text() {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append("\"\\/\n\t\u0001".charAt(random.nextInt(6)));
                case 1 -> text.appendCodePoint(0xA0 + random.nextInt(0x700));
                case 2 -> text.appendCodePoint(0x1F300 + random.nextInt(0x100));
                case 3 -> text.appendCodePoint(0x4E00 + random.nextInt(0x1000));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    /** The data of the events in which the API would stream a message. */
    List<String> events(ObjectNode message) throws JsonProcessingException {
        List<String> events = new ArrayList<>();
        ObjectNode start = JSON.objectNode().put("type", "message_start");
        ObjectNode begun = message.deepCopy();
        begun.putArray("content");
        begun.putNull("stop_reason").putNull("stop_sequence").putNull("stop_details");
        ((ObjectNode) begun.get("usage")).put("output_tokens", 1);
        start.set("message", begun);
        events.add(written(start));
        JsonNode content = message.get("content");
        for (int i = 0; i < content.size(); i++) {
            block(events, i, (ObjectNode) content.get(i));
            if (random.nextInt(4) == 0) {
                events.add("{\"type\": \"ping\"}");
            }
        }
        ObjectNode end = JSON.objectNode().put("type", "message_delta");
        ObjectNode delta = end.putObject("delta");
        for (String field : List.of("stop_reason", "stop_sequence", "stop_details", "container")) {
            delta.set(field, message.get(field));
        }
        ObjectNode usage = end.putObject("usage");
        usage.set("output_tokens", message.get("usage").get("output_tokens"));
        for (String field : List.of("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")) {
            usage.set(
                    field,
                    random.nextBoolean()
                            ? JSON.nullNode()
                            : message.get("usage").get(field));
        }
        usage.putNull("server_tool_use");
        events.add(written(end));
        events.add("{\"type\":\"message_stop\"}");
        return events;
    }

    private void block(List<String> events, int index, ObjectNode block) throws JsonProcessingException {
        ObjectNode begun = block.deepCopy();
        List<ObjectNode> deltas = new ArrayList<>();
        switch (block.get("type").asText()) {
            case "text" -> {
                begun.put("text", "").putNull("citations");
                pieces(block.get("text").asText())
                        .forEach(piece -> deltas.add(delta("text_delta").put("text", piece)));
                block.get("citations")
                        .forEach(citation -> deltas.add(random.nextInt(deltas.size() + 1), (ObjectNode)
                                delta("citations_delta").set("citation", citation)));
                sortCitations(deltas, block.get("citations"));
            }
            case "thinking" -> {
                begun.put("thinking", "").put("signature", "");
                pieces(block.get("thinking").asText())
                        .forEach(piece -> deltas.add(delta("thinking_delta").put("thinking", piece)));
                deltas.add(delta("signature_delta").set("signature", block.get("signature")));
            }
            case "tool_use", "server_tool_use" -> {
                begun.putObject("input");
                if (!block.get("input").isEmpty() || random.nextBoolean()) {
                    deltas.add(delta("input_json_delta").put("partial_json", ""));
                    pieces(MAPPER.writeValueAsString(block.get("input")))
                            .forEach(piece ->
                                    deltas.add(delta("input_json_delta").put("partial_json", piece)));
                }
            }
            default -> {}
        }
        ObjectNode start = JSON.objectNode().put("type", "content_block_start").put("index", index);
        start.set("content_block", begun);
        events.add(written(start));
        for (ObjectNode delta : deltas) {
            ObjectNode event =
                    JSON.objectNode().put("type", "content_block_delta").put("index", index);
            event.set("delta", delta);
            events.add(written(event));
        }
        events.add("{\"type\":\"content_block_stop\",\"index\":" + index + "}");
    }

    /** Citations stand anywhere between the pieces of their text, but in their order. */
    private static void sortCitations(List<ObjectNode> deltas, JsonNode citations) {
        int next = 0;
        for (ObjectNode delta : deltas) {
            if (delta.has("citation")) {
                delta.set("citation", citations.get(next++));
            }
        }
    }

    private static ObjectNode delta(String type) {
        return JSON.objectNode().put("type", type);
    }

    /** A text in pieces, none of which holds half a character. */
    private List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(6));
            to += to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    /** JSON text, with characters escaped that need not be, by chance. */
    String written(JsonNode node) throws JsonProcessingException {
        String plain = MAPPER.writeValueAsString(node);
        StringBuilder text = new StringBuilder(plain.length());
        plain.codePoints().forEach(character -> {
            if (character < 0x80 || random.nextInt(4) > 0) {
                text.appendCodePoint(character);
            } else {
                for (char half : Character.toChars(character)) {
                    text.append("\\u%04x".formatted((int) half));
                }
            }
        });
        return text.toString();
    }
}
