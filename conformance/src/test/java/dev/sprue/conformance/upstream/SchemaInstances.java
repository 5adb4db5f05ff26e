package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the plainest value that a JSON Schema allows, for the schemas that clients make of their users' types. */
final class SchemaInstances {
    /** Every free text. */
    static final String TEXT = "Zürich";

    /** Every free whole number. */
    static final int NUMBER = 7;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode root;

    private SchemaInstances(JsonNode root) {
        this.root = root;
    }

    /** An instance of {@code schema} with every property that it names; an empty object where there is no schema. */
    static JsonNode of(JsonNode schema) {
        return new SchemaInstances(schema).instance(schema);
    }

    private JsonNode instance(JsonNode schema) {
        if (schema.has("$ref")) {
            return instance(root.at(schema.get("$ref").asText().substring(1)));
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return schema.get("enum").path(0);
        }
        for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.has(choice)) {
                return instance(schema.get(choice).path(0));
            }
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(0).asText() : type.asText("object")) {
            case "string" -> JSON.textNode(TEXT);
            case "integer" -> JSON.numberNode(NUMBER);
            case "number" -> JSON.numberNode(NUMBER + 0.5);
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            case "array" -> JSON.arrayNode().add(instance(schema.path("items")));
            default -> object(schema);
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties")
                .fields()
                .forEachRemaining(field -> object.set(field.getKey(), instance(field.getValue())));
        return object;
    }
}
