package dev.sprue.gateway.api.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.specified.UpstreamSpecification;
import java.util.ArrayList;
import java.util.List;

/** Calls the surface as a client does: every answer must be valid by the API's specification, streams are put together. */
final class Messages {

    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String PATH = "/anthropic/v1/messages";
    private static final UpstreamSpecification SPECIFICATION = new UpstreamSpecification("anthropic-openapi.json");

    private Messages() {}

    /** The head of a POST with the key where this API's clients have it. */
    static String post(String path) {
        return "POST " + path + " HTTP/1.1\nhost: rig\nx-api-key: " + Rig.KEY
                + "\nanthropic-version: 2023-06-01\ncontent-type: application/json";
    }

    static RawHttp.Answer call(Rig rig, String body) {
        return call(rig, PATH, body);
    }

    static RawHttp.Answer call(Rig rig, String path, String body) {
        try (RawHttp raw = rig.connect()) {
            return raw.send(post(path), body).answer();
        }
    }

    /** A message that came whole. */
    static ObjectNode whole(RawHttp.Answer answer) throws JsonProcessingException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode message = MAPPER.readTree(answer.body());
        valid("Message", message);
        return (ObjectNode) message;
    }

    /** What is told of a failure. */
    static JsonNode error(RawHttp.Answer answer, int status) throws JsonProcessingException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonNode error = MAPPER.readTree(answer.body());
        valid("ErrorResponse", error);
        return error.path("error");
    }

    private static void valid(String schema, JsonNode value) {
        assertThat(SPECIFICATION.violations(schema, value)).as("%s", value).isEmpty();
    }

    /** The events of a stream, each of which says its name twice. */
    static List<JsonNode> events(RawHttp.Answer answer) throws JsonProcessingException {
        assertThat(answer.header("content-type")).hasValue("text/event-stream; charset=utf-8");
        List<JsonNode> events = new ArrayList<>();
        for (String frame : answer.body().split("\n\n")) {
            String[] lines = frame.split("\n");
            assertThat(lines).as(frame).hasSize(2);
            assertThat(lines[1]).startsWith("data: ");
            JsonNode event = MAPPER.readTree(lines[1].substring(6));
            assertThat(lines[0]).isEqualTo("event: " + event.path("type").asText());
            valid(event.path("type").asText().equals("error") ? "ErrorResponse" : "MessageStreamEvent", event);
            events.add(event);
        }
        return events;
    }

    /** A message that came as a stream, put together as the API's clients do. */
    static ObjectNode folded(RawHttp.Answer answer) throws JsonProcessingException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<JsonNode> events = events(answer);
        assertThat(events.getFirst().path("type").asText()).isEqualTo("message_start");
        assertThat(events.getLast().path("type").asText()).isEqualTo("message_stop");
        ObjectNode message = events.getFirst().get("message").deepCopy();
        ArrayNode blocks = message.withArray("/content");
        StringBuilder input = new StringBuilder();
        int open = -1;
        for (JsonNode event : events) {
            switch (event.path("type").asText()) {
                case "content_block_start" -> {
                    assertThat(open).as("a block inside another").isEqualTo(-1);
                    open = event.path("index").asInt();
                    assertThat(open).isEqualTo(blocks.size());
                    blocks.add(event.get("content_block").deepCopy());
                    input.setLength(0);
                }
                case "content_block_delta" -> {
                    assertThat(event.path("index").asInt()).isEqualTo(open);
                    add((ObjectNode) blocks.get(open), event.path("delta"), input);
                }
                case "content_block_stop" -> {
                    assertThat(event.path("index").asInt()).isEqualTo(open);
                    if (blocks.get(open).path("type").asText().equals("tool_use")) {
                        ((ObjectNode) blocks.get(open))
                                .set("input", MAPPER.readTree(input.isEmpty() ? "{}" : input.toString()));
                    }
                    open = -1;
                }
                case "message_delta" -> {
                    message.setAll((ObjectNode) event.get("delta").deepCopy());
                    ((ObjectNode) message.get("usage"))
                            .setAll((ObjectNode) event.get("usage").deepCopy());
                }
                default -> {}
            }
        }
        valid("Message", message);
        return message;
    }

    private static void add(ObjectNode block, JsonNode delta, StringBuilder input) {
        switch (delta.path("type").asText()) {
            case "text_delta" -> append(block, "text", delta);
            case "thinking_delta" -> append(block, "thinking", delta);
            case "signature_delta" -> append(block, "signature", delta);
            case "input_json_delta" -> input.append(delta.path("partial_json").asText());
            default -> throw new AssertionError(delta);
        }
    }

    private static void append(ObjectNode block, String field, JsonNode delta) {
        block.put(field, block.path(field).asText() + delta.path(field).asText());
    }
}
