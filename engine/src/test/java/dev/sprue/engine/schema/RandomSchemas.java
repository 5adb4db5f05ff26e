package dev.sprue.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Makes random schemas within the supported subset; some of them cannot be satisfied. */
public final class RandomSchemas {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final List<String> NAMES =
            List.of("a", "name", "grüße", "x y", "quote\"d", "back\\slash", "tab\t", "日本", "a.b/c~d", "😀", "");
    private static final List<String> PATTERNS = List.of(
            "^[a-z]{2,5}$",
            "^\\d{3}-\\d{4}$",
            "[A-Z]",
            "^(?:foo|bar)+$",
            "^[^\\s\"]+$",
            "\\.json$",
            "^a|b$",
            "^(\\w+\\s?){1,4}$",
            "^[\\u00e0-\\u00ff]{1,3}$",
            "^.{0,6}x$",
            "^\\x01?[\\t\\\\/]$",
            "");
    private static final List<String> FORMATS =
            List.of("date-time", "time", "date", "duration", "hostname", "ipv4", "ipv6", "uuid");

    private final Random random;

    public RandomSchemas(long seed) {
        random = new Random(seed);
    }

    /** Returns the next schema, of an object. */
    public ObjectNode next() {
        ObjectNode schema = object(0);
        if (chance(3)) {
            ObjectNode definitions = schema.putObject("$defs");
            definitions.set("node", node());
            definitions.set("leaf", any(2));
            ((ObjectNode) schema.get("properties")).putObject("tree").put("$ref", "#/$defs/node");
            require(schema, "tree");
        }
        if (chance(8)) {
            // recursion through the root
            ArrayNode options =
                    ((ObjectNode) schema.get("properties")).putObject("self").putArray("anyOf");
            options.addObject().put("$ref", "#");
            options.addObject().put("type", "null");
            require(schema, "self");
        }
        return schema;
    }

    private static void require(ObjectNode schema, String name) {
        ((ArrayNode) schema.withArray("required")).add(name);
    }

    private ObjectNode node() {
        ObjectNode node = object(2);
        ObjectNode children = ((ObjectNode) node.get("properties")).putObject("children");
        children.put("type", "array").putObject("items").put("$ref", "#/$defs/node");
        if (chance(2)) {
            children.put("maxItems", 2);
        }
        require(node, "children");
        ((ObjectNode) node.get("properties")).putObject("leaf").put("$ref", "#/$defs/leaf");
        return node;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private JsonNode any(int depth) {
        ObjectNode schema =
                switch (random.nextInt(depth > 3 ? 6 : 9)) {
                    case 0 -> string();
                    case 1 -> number("integer");
                    case 2 -> number("number");
                    case 3 ->
                        chance(2)
                                ? NODES.objectNode().put("type", "boolean")
                                : NODES.objectNode().put("type", "null");
                    case 4 -> listed();
                    case 5 -> string();
                    case 6 -> object(depth + 1);
                    case 7 -> array(depth + 1);
                    default -> options(depth + 1);
                };
        if (chance(5)) {
            schema.put("description", "whatever").put("title", "T");
        }
        if (schema.path("type").isTextual() && !schema.has("enum") && chance(4)) {
            String type = schema.get("type").textValue();
            schema.putArray("type").add(type).add("null");
        }
        return schema;
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        int count = random.nextInt(depth == 0 ? 5 : 4);
        for (int i = 0; i < count; i++) {
            String name = pick(NAMES);
            if (!properties.has(name)) {
                properties.set(name, any(depth + 1));
                if (!chance(4)) {
                    required.add(name);
                }
            }
        }
        if (!chance(5)) {
            schema.put("additionalProperties", false);
        } else if (chance(2)) {
            schema.set("additionalProperties", any(depth + 2));
        } else if (chance(2)) {
            schema.put("additionalProperties", true);
        }
        return schema;
    }

    private ObjectNode array(int depth) {
        ObjectNode schema = NODES.objectNode().put("type", "array");
        schema.set("items", any(depth + 1));
        int min = random.nextInt(3);
        if (chance(2)) {
            schema.put("minItems", min);
        }
        if (chance(2)) {
            schema.put("maxItems", min + random.nextInt(3));
        }
        return schema;
    }

    private ObjectNode options(int depth) {
        ObjectNode schema = NODES.objectNode();
        ArrayNode options = schema.putArray("anyOf");
        for (int i = random.nextInt(3); i >= 0; i--) {
            options.add(any(depth + 1));
        }
        return schema;
    }

    private ObjectNode string() {
        ObjectNode schema = NODES.objectNode().put("type", "string");
        switch (random.nextInt(4)) {
            case 0 -> schema.put("pattern", pick(PATTERNS));
            case 1 -> schema.put("format", pick(FORMATS));
            default -> {}
        }
        int min = random.nextInt(8);
        if (chance(3)) {
            schema.put("minLength", min);
        }
        if (chance(3)) {
            schema.put("maxLength", min + random.nextInt(chance(4) ? 500 : 12));
        }
        return schema;
    }

    private ObjectNode number(String type) {
        ObjectNode schema = NODES.objectNode().put("type", type);
        BigDecimal low = decimal();
        BigDecimal high = low.add(decimal().abs());
        if (chance(2)) {
            schema.put(chance(2) ? "minimum" : "exclusiveMinimum", low);
        }
        if (chance(2)) {
            schema.put(chance(2) ? "maximum" : "exclusiveMaximum", high);
        }
        if (chance(4)) {
            schema.put(
                    "multipleOf",
                    new BigDecimal(pick(List.of("1", "3", "7", "10", "0.5", "0.01", "0.3", "250", "1.25"))));
        }
        return schema;
    }

    /** Never written with an exponent, since validators differ on whether 1E+1 equals 10 inside of a list. */
    private BigDecimal decimal() {
        BigDecimal number = BigDecimal.valueOf(random.nextInt(-20_000, 20_000), random.nextInt(-3, 6))
                .stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private ObjectNode listed() {
        ObjectNode schema = NODES.objectNode();
        if (chance(3)) {
            schema.set("const", value(2));
            return schema;
        }
        ArrayNode values = schema.putArray("enum");
        for (int i = random.nextInt(5); i >= 0; i--) {
            values.add(value(2));
        }
        return schema;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> NODES.textNode(pick(NAMES));
            case 1 -> NODES.numberNode(random.nextInt(-1000, 1000));
            case 2 -> NODES.numberNode(decimal());
            case 3 -> NODES.booleanNode(chance(2));
            case 4 -> NODES.nullNode();
            case 5 -> NODES.arrayNode().add(value(depth - 1)).add(value(depth - 1));
            default -> {
                ObjectNode object = NODES.objectNode();
                object.set(pick(NAMES), value(depth - 1));
                yield object;
            }
        };
    }
}
