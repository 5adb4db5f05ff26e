package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.grammar.Grammar;
import dev.sprue.engine.schema.JsonGrammars;
import dev.sprue.engine.schema.SchemaException;
import java.util.Optional;

/** Reads {@code response_format}. */
final class FormatReader {
    private static final String FIELD = "response_format";

    private FormatReader() {}

    /** Returns the grammar of the text; nothing where it is free. */
    static Optional<Grammar> read(Fields request) {
        Optional<JsonNode> value = request.get(FIELD);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof ObjectNode object) || !object.path("type").isTextual()) {
            throw Fields.invalid(FIELD, "must be an object with a \"type\".");
        }
        Fields format = new Fields(object, FIELD + ".");
        String type = format.requireText("type");
        return switch (type) {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(JsonGrammars.anyObject());
            case "json_schema" -> Optional.of(schema(format));
            default ->
                throw Fields.invalid(
                        FIELD + ".type",
                        "is " + Fields.shown(object.get("type")) + "; it must be text, json_object or json_schema.");
        };
    }

    private static Grammar schema(Fields format) {
        Fields inner = format.object("json_schema");
        Names.check(inner.path("name"), inner.requireText("name"));
        inner.text("description");
        boolean strict = inner.flag("strict");
        JsonNode schema = inner.require("schema");
        if (!schema.isObject()) {
            throw Fields.wrongType(inner.path("schema"), schema, "an object");
        }
        try {
            return JsonGrammars.ofSchema(schema, strict);
        } catch (SchemaException e) {
            if (!strict && e.kind() == SchemaException.Kind.NOT_SUPPORTED) {
                return JsonGrammars.anyObject();
            }
            throw SchemaFaults.refusal(inner.path("schema"), e);
        }
    }
}
