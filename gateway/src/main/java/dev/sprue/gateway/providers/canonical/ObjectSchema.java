package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/** Writes the schema of a tool's arguments for providers that want it to be called one of an object, as it always is. */
public final class ObjectSchema {

    private static final byte[] NOTHING = "{\"type\":\"object\",\"properties\":{}}".getBytes(StandardCharsets.US_ASCII);

    private ObjectSchema() {}

    /** The schema of the arguments of a tool that takes none, for providers that want that said. */
    public static byte[] ofNothing() {
        return NOTHING.clone();
    }

    /**
     * Writes a schema as it is, with the type {@code object} where it has none.
     *
     * @param schema an object
     */
    public static void write(JsonValue schema, JsonWriter out) {
        JsonFields fields = schema.fields();
        if (fields.find("type").isPresent()) {
            out.raw(schema);
            return;
        }
        out.beginObject().name("type").string("object");
        for (int i = 0; i < fields.count(); i++) {
            out.name(fields.name(i)).raw(schema.field(fields, i));
        }
        out.endObject();
    }
}
