package dev.sprue.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which types a schema allows. */
final class Types {
    private Types() {}

    /** Returns whether a schema allows everything. */
    static boolean isOpen(SchemaNode node) {
        return !node.has("enum") && !node.has("const") && of(node).isEmpty();
    }

    /** Returns the types that a schema names, or those which its keywords are about; none where it allows anything. */
    static Set<JsonType> of(SchemaNode node) {
        if (node.has("type")) {
            return declared(node);
        }
        Set<JsonType> types = EnumSet.noneOf(JsonType.class);
        Keywords.OF_TYPE.forEach((keyword, type) -> {
            if (node.has(keyword)) {
                types.add(type);
            }
        });
        return types;
    }

    static Set<JsonType> declared(SchemaNode node) {
        Set<JsonType> types = EnumSet.noneOf(JsonType.class);
        JsonNode value = node.json().get("type");
        List<JsonNode> names = value.isArray() ? node.list("type", false) : List.of(value);
        for (JsonNode name : names) {
            types.add(JsonType.named(name.asText())
                    .filter(type -> name.isTextual())
                    .orElseThrow(() -> node.invalid(
                            "type",
                            "is " + SchemaNode.shown(name)
                                    + "; it must be object, array, string, number, integer, boolean or null.")));
        }
        if (types.contains(JsonType.NUMBER)) {
            types.remove(JsonType.INTEGER);
        }
        return types;
    }
}
