package dev.sprue.gateway.testing.specified;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes values as a schema of a document wants them, of any kind that it allows. */
public final class SchemaValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEP = 14;
    private static final String GUID = "0ab12345-6789-4cde-8f01-23456789abcd";

    private final JsonNode schemas;
    private final Random random;

    /** The same seed makes the same values. */
    public SchemaValues(Document document, long seed) {
        this.schemas = document.schemaNodes();
        this.random = new Random(seed);
    }

    /** A value of a schema. */
    public JsonNode of(JsonNode schema) {
        return value(schema, 0);
    }

    private JsonNode value(JsonNode written, int depth) {
        JsonNode schema = Variants.resolved(schemas, written);
        if (schema.has("discriminator") && schema.at("/discriminator/mapping").isObject()) {
            return kind(schema, depth);
        }
        for (String either : List.of("oneOf", "anyOf")) {
            if (schema.has(either)) {
                return value(pick(Variants.known(schemas, schema.path(either))), depth);
            }
        }
        if (schema.has("enum")) {
            return pick(schema.path("enum")
                    .valueStream()
                    .filter(word -> !word.isNull())
                    .toList());
        }
        return switch (schema.path("type").asText()) {
            case "string" -> JSON.textNode(text(schema));
            case "integer" -> JSON.numberNode(integer(schema));
            case "number" -> number(schema);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "array" -> array(schema, depth);
            default -> object(schema, depth);
        };
    }

    /** One of the kinds that a discriminator tells apart. */
    private JsonNode kind(JsonNode schema, int depth) {
        Map.Entry<String, JsonNode> kind =
                pick(List.copyOf(schema.at("/discriminator/mapping").properties()));
        String reference = kind.getValue().asText();
        JsonNode object = schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
        ObjectNode value = object(object, depth);
        value.put(schema.at("/discriminator/propertyName").asText(), kind.getKey());
        return value;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        Variants.properties(schemas, schema).forEach((name, property) -> {
            boolean wanted = Variants.isRequired(schemas, schema, name);
            if (wanted || depth < DEEP && random.nextInt(4) > 0) {
                object.set(name, value(property, depth + 1));
            }
        });
        JsonNode more = schema.path("additionalProperties");
        if (object.isEmpty() && more.isObject()) {
            object.set("17", value(more, depth + 1));
        } else if (object.isEmpty() && !schema.has("properties")) {
            object.put("x", 1);
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        int least = schema.path("minItems").asInt(1);
        int items = Math.min(schema.path("maxItems").asInt(100), Math.max(1, least) + random.nextInt(3));
        for (int i = 0; i < items; i++) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private String text(JsonNode schema) {
        if (schema.path("format").asText().equals("uri")) {
            return "https://example.com/a.png";
        }
        int least = schema.path("minLength").asInt(0);
        return least == GUID.length() ? GUID : pick(List.of("a", "text", "4711", "n-0_9")) + "x".repeat(least);
    }

    private long integer(JsonNode schema) {
        long least = schema.path("minimum").asLong(1);
        long most = schema.path("maximum").asLong(Math.max(least, 5));
        return pick(List.of(least, most, least + (most - least) / 2));
    }

    private JsonNode number(JsonNode schema) {
        double least = schema.path("minimum").asDouble(-1);
        double most = schema.path("maximum").asDouble(2);
        return JSON.numberNode(pick(List.of(least, most, least + (most - least) / 4)));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
