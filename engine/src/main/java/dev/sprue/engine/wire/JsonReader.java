package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Reads a request body as a tree. Built on the streaming parser alone, since a databind mapper costs tens of
 * milliseconds of the first request. Depth is bounded and duplicate keys are refused.
 */
public final class JsonReader {
    /** The deepest nesting of a request. */
    public static final int MAX_DEPTH = 64;

    private static final int MAX_STRING_CHARS = 16 << 20;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING_CHARS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads a JSON object.
     *
     * @throws ApiException 400 with line and column where the bytes are not one JSON object
     */
    public ObjectNode readObject(byte[] body) {
        try (JsonParser parser = factory.createParser(body)) {
            return root(parser);
        } catch (IOException e) {
            throw ApiException.of(400, "invalid_json", "The body is not valid JSON: its encoding is broken.");
        }
    }

    private static ObjectNode root(JsonParser parser) throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw ApiException.of(400, "invalid_json", "The body is empty; a JSON object is expected.");
            }
            JsonNode root = value(parser);
            if (parser.nextToken() != null) {
                throw fault("there is something after the end of the JSON value", parser.currentTokenLocation());
            }
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw ApiException.of(400, "invalid_json", "The body is not a JSON object.");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            throw fault(e.getOriginalMessage(), at);
        }
    }

    private static JsonNode value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT, LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            default -> throw fault("unexpected " + parser.currentToken(), parser.currentTokenLocation());
        };
    }

    private static ObjectNode object(JsonParser parser) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, value(parser));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static ApiException fault(String what, JsonLocation at) {
        return ApiException.of(
                400,
                "invalid_json",
                "The body is not valid JSON: " + what + " (line " + at.getLineNr() + ", column " + at.getColumnNr()
                        + ").");
    }
}
