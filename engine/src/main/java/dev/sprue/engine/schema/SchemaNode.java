package dev.sprue.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** One schema object, with the place where it stands, and its keywords read and checked. */
final class SchemaNode {
    private static final int SHOWN_CHARS = 60;
    /** A bound with more digits than this lies outside of what 64-bit floats can hold. */
    private static final int MAX_EXPONENT = 308;

    private final ObjectNode node;
    private final String pointer;

    SchemaNode(ObjectNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    ObjectNode json() {
        return node;
    }

    String pointer() {
        return pointer;
    }

    Optional<JsonNode> get(String keyword) {
        return Optional.ofNullable(node.get(keyword));
    }

    boolean has(String keyword) {
        return node.has(keyword);
    }

    /** Returns the pointer of a place below. */
    String below(String... names) {
        StringBuilder place = new StringBuilder(pointer);
        for (String name : names) {
            place.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return place.toString();
    }

    SchemaException invalid(String keyword, String message) {
        return SchemaException.invalid(keyword, pointer, message);
    }

    SchemaException notSupported(String keyword, String message) {
        return SchemaException.notSupported(keyword, pointer, message);
    }

    /** Refuses keywords that would limit values in a way the compiler does not follow. */
    void checkKeywords(boolean strict) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            boolean known = Keywords.ANNOTATIONS.contains(name)
                    || Keywords.GENERAL.contains(name)
                    || Keywords.OF_TYPE.containsKey(name)
                    || name.startsWith("x-");
            if (known || isHarmless(name)) {
                continue;
            }
            if (Keywords.BEYOND.contains(name)) {
                throw notSupported(name, "is not supported: it lies beyond the subset of strict structured outputs.");
            }
            if (strict) {
                throw notSupported(shown(name), "is no known keyword.");
            }
        }
    }

    private boolean isHarmless(String name) {
        return name.equals("uniqueItems")
                        && node.get(name).isBoolean()
                        && !node.get(name).booleanValue()
                || name.equals("allOf") && node.get(name).size() == 1;
    }

    /** Refuses what limits values beside a keyword that stands for the whole. */
    void checkAlone(String keyword, String... allowed) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            boolean limits =
                    Keywords.GENERAL.contains(name) || Keywords.OF_TYPE.containsKey(name) || name.equals("allOf");
            if (limits && !name.equals(keyword) && !List.of(allowed).contains(name)) {
                throw notSupported(name, "is not supported beside \"" + keyword + "\"; put it into what that names.");
            }
        }
    }

    /** Returns the value of a keyword that is a whole number from 0; {@code fallback} where it is absent. */
    int count(String keyword, int fallback) {
        JsonNode value = node.get(keyword);
        if (value == null) {
            return fallback;
        }
        BigDecimal number = value.isNumber() && isFinite(value) ? value.decimalValue() : BigDecimal.ONE.negate();
        if (number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
            throw invalid(keyword, "must be a whole number from 0, but is " + shown(value) + ".");
        }
        return number.min(BigDecimal.valueOf(Integer.MAX_VALUE - 1)).intValue();
    }

    Optional<BigDecimal> number(String keyword) {
        return get(keyword).map(value -> number(keyword, value));
    }

    /** Returns a value of a keyword as a number that can be written out. */
    BigDecimal number(String keyword, JsonNode value) {
        if (value.isBoolean()) {
            throw notSupported(keyword, "is " + shown(value) + ", as only draft 4 has it; it must be a number.");
        }
        if (!value.isNumber()) {
            throw invalid(keyword, "must be a number, but is " + shown(value) + ".");
        }
        if (!isFinite(value)) {
            throw invalid(keyword, "is larger than a 64-bit float can be.");
        }
        BigDecimal number = value.decimalValue();
        if (number.precision() - number.scale() > MAX_EXPONENT + 1 || number.scale() > MAX_EXPONENT + 20) {
            throw notSupported(keyword, "has more digits than are supported.");
        }
        return number;
    }

    private static boolean isFinite(JsonNode value) {
        return !value.isDouble() || Double.isFinite(value.doubleValue());
    }

    Optional<String> text(String keyword) {
        JsonNode value = node.get(keyword);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw invalid(keyword, "must be a string, but is " + shown(value) + ".");
        }
        return Optional.of(value.textValue());
    }

    /** Returns the entries of a keyword that is an array, none where it is absent. */
    List<JsonNode> list(String keyword, boolean mayBeEmpty) {
        JsonNode value = node.get(keyword);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.isEmpty() && !mayBeEmpty) {
            throw invalid(keyword, "must be an array" + (mayBeEmpty ? "" : " that is not empty") + ".");
        }
        List<JsonNode> entries = new ArrayList<>();
        value.forEach(entries::add);
        return entries;
    }

    static String shown(JsonNode value) {
        return shown(JsonText.of(value));
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
    }
}
