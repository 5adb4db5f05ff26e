package dev.sprue.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Turns the schema dialects of Swagger 2.0 and OpenAPI 3.0 into JSON Schema 2020-12, as far as the two differ in what
 * they accept: {@code nullable} (OpenAPI 3.0), {@code x-nullable} (Swagger 2.0), lists of words that Azure's extension
 * {@code modelAsString} leaves open, and boolean {@code exclusiveMinimum} and {@code exclusiveMaximum}. OpenAPI 3.1 is JSON Schema already, yet documents in the wild mix them, so all get it.
 */
final class SchemaDialect {
    private SchemaDialect() {}

    /** Rewrites {@code node} and everything below it in place. */
    static void modernise(JsonNode node) {
        node.forEach(SchemaDialect::modernise);
        if (node instanceof ObjectNode schema) {
            boundary(schema, "exclusiveMinimum", "minimum");
            boundary(schema, "exclusiveMaximum", "maximum");
            if (schema.at("/x-ms-enum/modelAsString").asBoolean(false)) {
                schema.remove("enum");
            }
            if (schema.path("nullable").asBoolean(false)
                    || schema.path("x-nullable").asBoolean(false)) {
                allowNull(schema);
            }
        }
    }

    private static void boundary(ObjectNode schema, String exclusive, String bound) {
        if (schema.path(exclusive).isBoolean()) {
            boolean excluded = schema.remove(exclusive).booleanValue();
            if (excluded && schema.has(bound)) {
                schema.set(exclusive, schema.remove(bound));
            }
        }
    }

    private static void allowNull(ObjectNode schema) {
        schema.remove("nullable");
        schema.remove("x-nullable");
        ObjectNode narrow = schema.deepCopy();
        schema.removeAll();
        ArrayNode either = schema.putArray("anyOf");
        either.add(narrow);
        either.addObject().put("type", "null");
    }
}
