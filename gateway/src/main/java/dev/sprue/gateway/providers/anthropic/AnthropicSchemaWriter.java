package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.Set;

/**
 * Writes the schema of an answer. The API wants every object of it closed ({@code additionalProperties: false}), as OpenAI's does
 * of strict schemas alone: in one that is not strict, objects that do not say are closed here. What satisfies the narrower
 * schema satisfies the caller's.
 */
final class AnthropicSchemaWriter {

    private static final String CLOSED = "additionalProperties";

    /** Keywords whose value is a schema; those are left out whose objects would not mean the same when closed. */
    private static final Set<String> SCHEMA = Set.of("items", "additionalProperties");

    /** Keywords whose value is a list of schemas. */
    private static final Set<String> SCHEMAS = Set.of("anyOf", "oneOf", "prefixItems");

    /** Keywords whose value is an object of schemas. */
    private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "$defs", "definitions");

    private final JsonWriter out;

    AnthropicSchemaWriter(JsonWriter out) {
        this.out = out;
    }

    /** Writes a schema with all its objects closed. */
    void closed(JsonValue schema) {
        if (schema.kind() != JsonKind.OBJECT) {
            out.raw(schema);
            return;
        }
        JsonFields fields = schema.fields();
        out.beginObject();
        boolean isObject = false;
        boolean says = false;
        for (int i = 0; i < fields.count(); i++) {
            String name = fields.name(i);
            JsonValue value = schema.field(fields, i);
            isObject |= name.equals("properties") || (name.equals("type") && value.isText("object"));
            says |= name.equals(CLOSED);
            out.name(name);
            keyword(name, value);
        }
        if (isObject && !says) {
            out.name(CLOSED).bool(false);
        }
        out.endObject();
    }

    private void keyword(String name, JsonValue value) {
        if (SCHEMA.contains(name)) {
            closed(value);
        } else if (SCHEMAS.contains(name) && value.kind() == JsonKind.ARRAY) {
            out.beginArray();
            value.items(this::closed);
            out.endArray();
        } else if (NAMED_SCHEMAS.contains(name) && value.kind() == JsonKind.OBJECT) {
            JsonFields fields = value.fields();
            out.beginObject();
            for (int i = 0; i < fields.count(); i++) {
                out.name(fields.name(i));
                closed(value.field(fields, i));
            }
            out.endObject();
        } else {
            out.raw(value);
        }
    }
}
