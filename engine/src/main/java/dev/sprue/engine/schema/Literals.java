package dev.sprue.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values that {@code enum} and {@code const} list, as far as {@code type} allows them. */
final class Literals {
    private static final int MAX_VALUES = 5_000;

    private final SchemaNode node;
    private final Set<JsonType> types;
    private final List<JsonNode> values = new ArrayList<>();

    Literals(SchemaNode node) {
        this.node = node;
        this.types = node.has("type") ? Types.declared(node) : EnumSet.allOf(JsonType.class);
        Optional<JsonNode> constant = node.get("const");
        node.checkAlone(node.has("enum") ? "enum" : "const", "type", "const");
        List<JsonNode> listed = node.list("enum", false);
        if (listed.size() > MAX_VALUES) {
            throw node.notSupported(
                    "enum", "has " + listed.size() + " values; at most " + MAX_VALUES + " are supported.");
        }
        if (node.has("enum")) {
            listed.stream()
                    .filter(value -> constant.isEmpty() || constant.get().equals(value))
                    .forEach(values::add);
        } else {
            constant.ifPresent(values::add);
        }
        if (types().isEmpty()) {
            throw node.invalid(
                    node.has("enum") ? "enum" : "const", "lists no value that the other keywords beside it allow.");
        }
    }

    /** Returns the types of the values. */
    List<JsonType> types() {
        return values.stream()
                .filter(this::isAllowed)
                .map(Literals::type)
                .distinct()
                .toList();
    }

    /** Returns the values of one type, as JSON text. */
    List<String> of(JsonType type) {
        return values.stream()
                .filter(value -> type(value) == type && isAllowed(value))
                .map(JsonText::of)
                .distinct()
                .toList();
    }

    private boolean isAllowed(JsonNode value) {
        JsonType type = type(value);
        if (type != JsonType.NUMBER) {
            return types.contains(type);
        }
        node.number(node.has("enum") ? "enum" : "const", value);
        boolean whole = value.decimalValue().stripTrailingZeros().scale() <= 0;
        return types.contains(JsonType.NUMBER) || whole && types.contains(JsonType.INTEGER);
    }

    private static JsonType type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> JsonType.OBJECT;
            case ARRAY -> JsonType.ARRAY;
            case STRING -> JsonType.STRING;
            case NUMBER -> JsonType.NUMBER;
            case BOOLEAN -> JsonType.BOOLEAN;
            default -> JsonType.NULL;
        };
    }
}
