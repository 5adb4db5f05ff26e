package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonWriter;
import java.util.OptionalInt;

/** Looks at fields of answers. */
final class AnthropicJson {

    private AnthropicJson() {}

    /** The field of that name, where it is a string. */
    static OptionalInt string(JsonFields fields, String name) {
        OptionalInt field = fields.find(name);
        return field.isPresent() && fields.kind(field.getAsInt()) == JsonKind.STRING ? field : OptionalInt.empty();
    }

    /** The text of that field; empty where there is none. */
    static String text(JsonFields fields, String name) {
        OptionalInt field = string(fields, name);
        return field.isPresent() ? fields.string(field.getAsInt()) : "";
    }

    /** JSON text as a JSON string that holds it. */
    static byte[] quoted(byte[] json, int from, int to) {
        return new JsonWriter(to - from + 32).quoted(json, from, to).toBytes();
    }
}
