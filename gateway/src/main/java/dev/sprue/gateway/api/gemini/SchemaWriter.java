package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a schema of Google's own form as JSON Schema: types in lower case, {@code nullable} as a type, whole numbers as numbers.
 * {@code propertyOrdering}, which JSON Schema does not have, is left out.
 */
final class SchemaWriter {

    private static final Set<String> WHOLE_NUMBERS =
            Set.of("maxItems", "minItems", "minProperties", "maxProperties", "minLength", "maxLength");

    private final JsonWriter out;

    SchemaWriter(JsonWriter out) {
        this.out = out;
    }

    void write(JsonValue schema) {
        ProtoObject object = ProtoObject.of(schema);
        boolean nullable = object.isOn("nullable");
        JsonFields fields = object.fields();
        out.beginObject();
        for (int i = 0; i < fields.count(); i++) {
            JsonValue value = schema.field(fields, i);
            if (!value.isNull()) {
                field(ProtoObject.camel(fields.name(i)), value, nullable);
            }
        }
        out.endObject();
    }

    private void field(String name, JsonValue value, boolean nullable) {
        switch (name) {
            case "nullable", "propertyOrdering" -> {}
            case "type" -> type(value, nullable);
            case "items" -> {
                out.name(name);
                write(value);
            }
            case "anyOf" -> {
                out.name(name).beginArray();
                ProtoObject.items(value).forEach(this::write);
                out.endArray();
            }
            case "properties" -> {
                ValueChecks.kind(value, JsonKind.OBJECT);
                JsonFields properties = value.fields();
                out.name(name).beginObject();
                for (int i = 0; i < properties.count(); i++) {
                    out.name(properties.name(i));
                    write(value.field(properties, i));
                }
                out.endObject();
            }
            case "format" -> {
                if (!value.isText("enum")) {
                    out.name(name).raw(value);
                }
            }
            case "example" -> out.name("examples").beginArray().raw(value).endArray();
            default -> {
                out.name(name);
                if (WHOLE_NUMBERS.contains(name) && value.kind() == JsonKind.STRING) {
                    number(value);
                } else {
                    out.raw(value);
                }
            }
        }
    }

    private void type(JsonValue type, boolean nullable) {
        ValueChecks.kind(type, JsonKind.STRING);
        String word = type.text().toLowerCase(Locale.ROOT);
        byte[] quoted = JsonText.quote(word);
        out.name("type");
        if (nullable && !word.equals("null")) {
            out.beginArray().raw(quoted).string("null").endArray();
        } else {
            out.raw(quoted);
        }
    }

    /** Numbers of 64 bits come as text, which is how protocol buffers write them. */
    private void number(JsonValue text) {
        try {
            out.number(Long.parseLong(text.text()));
        } catch (NumberFormatException none) {
            throw ValueChecks.wrong(text, "it is no whole number", "a whole number");
        }
    }
}
