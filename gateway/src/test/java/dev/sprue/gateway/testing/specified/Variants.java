package dev.sprue.gateway.testing.specified;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a schema says of the things that a value may be; {@code schemas} are those to which its references lead. */
public final class Variants {

    private Variants() {}

    /** The schema to which references lead. */
    public static JsonNode resolved(JsonNode schemas, JsonNode schema) {
        if (schema.has("$ref")) {
            String reference = schema.path("$ref").asText();
            return resolved(schemas, schemas.path(reference.substring(reference.lastIndexOf('/') + 1)));
        }
        return schema.path("allOf").size() == 1 && !schema.has("properties")
                ? resolved(schemas, schema.path("allOf").path(0))
                : schema;
    }

    /** Whether a schema is of objects whose fields it lists. */
    public static boolean isObject(JsonNode schemas, JsonNode schema) {
        return !properties(schemas, schema).isEmpty();
    }

    /** The fields of an object: those of what it is made of first. */
    public static Map<String, JsonNode> properties(JsonNode schemas, JsonNode object) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        for (JsonNode part : object.path("allOf")) {
            properties.putAll(properties(schemas, resolved(schemas, part)));
        }
        object.path("properties").properties().forEach(one -> properties.put(one.getKey(), one.getValue()));
        return properties;
    }

    /** Whether an object must have a field. */
    public static boolean isRequired(JsonNode schemas, JsonNode object, String field) {
        for (JsonNode part : object.path("allOf")) {
            if (isRequired(schemas, resolved(schemas, part), field)) {
                return true;
            }
        }
        return object.path("required").valueStream().anyMatch(one -> one.asText()
                .equals(field));
    }

    /** The variants that differ for a reader: without null, and without lists of words where any text will do. */
    public static List<JsonNode> known(JsonNode schemas, JsonNode either) {
        List<JsonNode> known = new ArrayList<>();
        boolean anyText = false;
        for (JsonNode one : either) {
            JsonNode schema = resolved(schemas, one);
            anyText |= schema.path("type").asText().equals("string") && !schema.has("enum");
        }
        for (JsonNode one : either) {
            JsonNode schema = resolved(schemas, one);
            if (!schema.path("type").asText().equals("null") && !(anyText && schema.has("enum"))) {
                known.add(one);
            }
        }
        return known;
    }

    /** The field whose only word tells an object's kind, and that word. */
    public static Optional<Map.Entry<String, String>> kind(JsonNode schemas, JsonNode object) {
        Map<String, JsonNode> properties = properties(schemas, object);
        for (String field : List.of("role", "type")) {
            JsonNode words = resolved(schemas, properties.getOrDefault(field, object.path("-")))
                    .path("enum");
            if (words.size() == 1) {
                return Optional.of(Map.entry(field, words.path(0).asText()));
            }
        }
        return Optional.empty();
    }

    /** What a schema is of, in a word. */
    public static String word(JsonNode schemas, JsonNode written) {
        JsonNode schema = resolved(schemas, written);
        return schema.path("type").asText("object");
    }

    /** Whether a value looks as a schema wants it; objects of a kind by their kind. */
    public static boolean fits(JsonNode schemas, JsonNode written, JsonNode value) {
        JsonNode schema = resolved(schemas, written);
        if (schema.has("anyOf") || schema.has("oneOf")) {
            for (JsonNode one : schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf")) {
                if (fits(schemas, one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (schema.path("type").asText()) {
            case "string" -> value.isTextual() && (!schema.has("enum") || words(schema.path("enum"), value));
            case "integer", "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "array" ->
                value.isArray()
                        && (value.isEmpty()
                                || !schema.has("items")
                                || fits(schemas, schema.path("items"), value.path(0)));
            default ->
                value.isObject()
                        && kind(schemas, schema)
                                .map(kind -> value.path(kind.getKey()).asText().equals(kind.getValue()))
                                .orElse(true);
        };
    }

    private static boolean words(JsonNode words, JsonNode value) {
        for (JsonNode word : words) {
            if (word.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
