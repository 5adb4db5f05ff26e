package dev.sprue.engine.schema;

import java.util.Map;
import java.util.Set;

/** What the keywords of JSON Schema are to this compiler. */
final class Keywords {
    /** Say nothing about which values are valid. */
    static final Set<String> ANNOTATIONS = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "contentEncoding",
            "contentMediaType",
            "$schema",
            "$id",
            "$comment",
            "$anchor",
            "$vocabulary",
            "$defs",
            "definitions");

    /** Limit values of one type only, and are ignored for others. */
    static final Map<String, JsonType> OF_TYPE = Map.ofEntries(
            Map.entry("properties", JsonType.OBJECT),
            Map.entry("required", JsonType.OBJECT),
            Map.entry("additionalProperties", JsonType.OBJECT),
            Map.entry("items", JsonType.ARRAY),
            Map.entry("minItems", JsonType.ARRAY),
            Map.entry("maxItems", JsonType.ARRAY),
            Map.entry("minLength", JsonType.STRING),
            Map.entry("maxLength", JsonType.STRING),
            Map.entry("pattern", JsonType.STRING),
            Map.entry("format", JsonType.STRING),
            Map.entry("minimum", JsonType.NUMBER),
            Map.entry("maximum", JsonType.NUMBER),
            Map.entry("exclusiveMinimum", JsonType.NUMBER),
            Map.entry("exclusiveMaximum", JsonType.NUMBER),
            Map.entry("multipleOf", JsonType.NUMBER));

    /** Limit any value. */
    static final Set<String> GENERAL = Set.of("type", "enum", "const", "anyOf", "$ref");

    /** Belong to JSON Schema and are beyond the subset. */
    static final Set<String> BEYOND = Set.of(
            "allOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "patternProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "prefixItems",
            "additionalItems",
            "contains",
            "minContains",
            "maxContains",
            "uniqueItems",
            "contentSchema",
            "$dynamicRef",
            "$dynamicAnchor",
            "$recursiveRef",
            "$recursiveAnchor");

    private Keywords() {}
}
