package dev.sprue.gateway.providers.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Stands in for Anthropic's API: refuses what that refuses, and answers the rest with messages of its own making. */
final class AnthropicStandIn implements ScriptedUpstream.Script {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The id of every request, as the API's header has it. */
    static final String REQUEST_ID = "req_011CSHoEeqs5C35K2UUqR7Fy";

    private final Random random;
    private volatile ObjectNode next = plain("Hello");

    AnthropicStandIn(long seed) {
        random = new Random(seed);
    }

    /** From now on it answers with this message. */
    void answer(ObjectNode message) {
        next = message;
    }

    /** A message of one text. */
    static ObjectNode plain(String text) {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("id", "msg_1")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", "claude-sonnet-4-5-20250929");
        message.putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", text)
                .putNull("citations");
        message.put("stop_reason", "end_turn").putNull("stop_sequence").putNull("stop_details");
        message.putNull("container")
                .putObject("usage")
                .put("input_tokens", 7)
                .put("output_tokens", 3)
                .put("cache_creation_input_tokens", 4)
                .put("cache_read_input_tokens", 2)
                .put("service_tier", "standard")
                .putNull("cache_creation")
                .putNull("inference_geo")
                .putNull("server_tool_use");
        return message;
    }

    @Override
    public void answer(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection) throws IOException {
        List<String> wrong = new ArrayList<>();
        JsonNode body = read(request, wrong);
        if (!wrong.isEmpty()) {
            connection.answer(
                    400,
                    "application/json",
                    error("invalid_request_error", String.join("; ", wrong)),
                    "request-id: " + REQUEST_ID);
        } else if (body.path("stream").asBoolean()) {
            StringBuilder stream = new StringBuilder();
            for (String event : new AnthropicMessages(random).events(next)) {
                String type = MAPPER.readTree(event).path("type").asText();
                stream.append("event: ")
                        .append(type)
                        .append("\ndata: ")
                        .append(event)
                        .append("\n\n");
            }
            connection.stream().chunk(stream.toString()).end();
        } else {
            connection.answer(200, "application/json", MAPPER.writeValueAsString(next), "request-id: " + REQUEST_ID);
        }
    }

    private static JsonNode read(ScriptedUpstream.Request request, List<String> wrong) {
        if (!request.line().equals("POST /v1/messages HTTP/1.1")) {
            wrong.add("Not found: " + request.line());
        }
        if (!Rig.UPSTREAM_KEY.equals(request.headers().get("x-api-key"))) {
            wrong.add("x-api-key header is required");
        }
        if (!"2023-06-01".equals(request.headers().get("anthropic-version"))) {
            wrong.add("anthropic-version: header is required");
        }
        if (!"application/json".equals(request.headers().get("content-type"))) {
            wrong.add("content-type: must be application/json");
        }
        try {
            JsonNode body = MAPPER.readTree(request.body());
            wrong.addAll(AnthropicRules.refused(body));
            return body;
        } catch (JsonProcessingException garbage) {
            wrong.add("The request body is not valid JSON: " + garbage.getMessage());
            return MAPPER.missingNode();
        }
    }

    /** An error as the API words it. */
    static String error(String type, String message) {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("type", "error");
        error.putObject("error").put("type", type).put("message", message);
        return error.put("request_id", REQUEST_ID).toString();
    }
}
