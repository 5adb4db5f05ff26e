package dev.sprue.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Finds what a {@code $ref} names: a place in the same schema, by its JSON pointer (RFC 6901). */
final class References {
    private final JsonNode root;

    References(JsonNode root) {
        this.root = root;
    }

    /** A schema and its place. */
    record Target(JsonNode schema, String pointer) {}

    Target resolve(SchemaNode from, String reference) {
        if (!reference.startsWith("#")) {
            throw from.notSupported(
                    "$ref",
                    "names another document; only references into the same schema, such as"
                            + " \"#/$defs/name\", are supported.");
        }
        String pointer;
        try {
            pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw from.invalid("$ref", "has a malformed percent sign.");
        }
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            throw from.notSupported(
                    "$ref", "names an anchor; only JSON pointers, such as \"#/$defs/name\", are supported.");
        }
        JsonNode at = root;
        for (String part :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            JsonNode next = at.isArray() && name.matches("[0-9]{1,6}") ? at.get(Integer.parseInt(name)) : at.get(name);
            if (next == null) {
                throw from.invalid(
                        "$ref", "is " + SchemaNode.shown(from.json().get("$ref")) + ", which names nothing.");
            }
            at = next;
        }
        return new Target(at, pointer);
    }
}
