package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The fields of one JSON object of a request. Absent and {@code null} are the same; a value of the wrong type or outside
 * its range is a refusal that names field, value and range.
 */
final class Fields {
    private static final int SHOWN_CHARS = 60;

    private final ObjectNode object;
    private final String prefix;

    /** Looks into {@code object}, whose fields are called {@code prefix + name} in refusals. */
    Fields(ObjectNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    String path(String name) {
        return prefix + name;
    }

    Optional<JsonNode> get(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    JsonNode require(String name) {
        return get(name)
                .orElseThrow(() -> ApiException.invalid(
                        "missing_required_parameter", path(name), "\"" + path(name) + "\" is required."));
    }

    Optional<String> text(String name) {
        return get(name).map(value -> textOf(path(name), value));
    }

    String requireText(String name) {
        return textOf(path(name), require(name));
    }

    /** Returns a field that must be there and be an object. */
    Fields object(String name) {
        JsonNode value = require(name);
        if (!(value instanceof ObjectNode inner)) {
            throw wrongType(path(name), value, "an object");
        }
        return new Fields(inner, path(name) + ".");
    }

    /** Returns the object itself. */
    ObjectNode json() {
        return object;
    }

    boolean flag(String name) {
        return get(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrongType(path(name), value, "true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    float number(String name, float fallback, float min, float max) {
        return get(name).map(value -> number(path(name), value, min, max)).orElse(fallback);
    }

    OptionalInt integer(String name, int min, int max) {
        Optional<JsonNode> value = get(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        JsonNode node = value.get();
        if (!node.isIntegralNumber()) {
            throw wrongType(path(name), node, "an integer");
        }
        if (!node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
            String range = max == Integer.MAX_VALUE ? "at least " + min : "between " + min + " and " + max;
            throw invalid(path(name), "is " + shown(node) + "; it must be " + range + ".");
        }
        return OptionalInt.of(node.intValue());
    }

    OptionalLong wideInteger(String name) {
        Optional<JsonNode> value = get(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.get().isIntegralNumber() || !value.get().canConvertToLong()) {
            throw wrongType(path(name), value.get(), "an integer of at most 64 bits");
        }
        return OptionalLong.of(value.get().longValue());
    }

    static float number(String path, JsonNode value, float min, float max) {
        if (!value.isNumber()) {
            throw wrongType(path, value, "a number");
        }
        double number = value.doubleValue();
        if (!(number >= min && number <= max)) {
            throw invalid(
                    path, "is " + shown(value) + "; it must be between " + plain(min) + " and " + plain(max) + ".");
        }
        return (float) number;
    }

    static String textOf(String path, JsonNode value) {
        if (!value.isTextual()) {
            throw wrongType(path, value, "a string");
        }
        return value.textValue();
    }

    static ApiException invalid(String path, String rest) {
        return ApiException.invalid("invalid_value", path, "\"" + path + "\" " + rest);
    }

    static ApiException wrongType(String path, JsonNode value, String wanted) {
        return ApiException.invalid(
                "invalid_type", path, "\"" + path + "\" is " + kind(value) + "; it must be " + wanted + ".");
    }

    /** Writes a value so short that a message stays readable. */
    static String shown(JsonNode value) {
        String text = value.isTextual() ? "\"" + value.textValue() + "\"" : value.asText();
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a string";
            case NUMBER -> "the number " + shown(value);
            case BOOLEAN -> shown(value);
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            default -> "null";
        };
    }

    private static String plain(float number) {
        return number == Math.rint(number) ? Integer.toString((int) number) : Float.toString(number);
    }
}
