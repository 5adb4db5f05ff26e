package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a JSON schema into Google's own form, for models before 2.5 that know no other: a subset of OpenAPI 3.0's. References are
 * replaced by what they name; {@code const}, {@code oneOf} and lists of types have words there; what only describes goes unsaid; and
 * what would loosen the schema if it were left out is refused.
 */
final class GeminiSchemaWriter {

    /** What both forms have, with the same meaning. */
    private static final Set<String> SAME = Set.of(
            "title",
            "description",
            "format",
            "default",
            "example",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "required",
            "propertyOrdering",
            "nullable");

    /** What holds no answer to anything. */
    private static final Set<String> UNSAID = Set.of(
            "$schema",
            "$id",
            "$comment",
            "$anchor",
            "$defs",
            "definitions",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly");

    /** References can make a giant of a dwarf. */
    private static final int MAX_SCHEMAS = 10_000;

    private final JsonWriter out;
    private final JsonValue root;
    private final UnsayableFields unsayable;
    private final Set<Integer> underWay = new HashSet<>();
    private int schemas;

    GeminiSchemaWriter(JsonWriter out, JsonValue root, UnsayableFields unsayable) {
        this.out = out;
        this.root = root;
        this.unsayable = unsayable;
    }

    /** Whether a schema is that of an object without properties, which Google's form cannot say: such a function has no parameters. */
    static boolean isEmptyObject(JsonValue schema) {
        return schema.field("properties").map(JsonValue::isEmpty).orElse(true)
                && schema.field("$ref").isEmpty()
                && schema.field("anyOf").isEmpty();
    }

    /** Writes the schema as a value. */
    void write() {
        underWay.add(root.start());
        write(root);
    }

    private void write(JsonValue schema) {
        out.beginObject();
        if (schema.kind() != JsonKind.OBJECT) {
            unsayable.add(schema, "The model behind this deployment takes schemas that are objects only.");
        } else if (++schemas > MAX_SCHEMAS) {
            if (schemas == MAX_SCHEMAS + 1) {
                unsayable.add(root, "The schema is too large once what it refers to stands in each place.");
            }
        } else {
            fields(schema);
        }
        out.endObject();
    }

    private void fields(JsonValue schema) {
        Optional<JsonValue> reference = schema.field("$ref");
        if (reference.isPresent()) {
            follow(reference.get());
        }
        JsonFields fields = schema.fields();
        for (int i = 0; i < fields.count(); i++) {
            String name = fields.name(i);
            if (!name.equals("$ref") && !UNSAID.contains(name)) {
                field(name, schema.field(fields, i));
            }
        }
    }

    /** What a reference names stands in its place; where that holds itself, it has none. */
    private void follow(JsonValue reference) {
        Optional<JsonValue> named = target(reference);
        if (named.isEmpty()) {
            unsayable.add(reference, "The schema defines no such thing.");
        } else if (!underWay.add(named.get().start())) {
            unsayable.add(reference, "The model behind this deployment takes no schemas that contain themselves.");
        } else {
            fields(named.get());
            underWay.remove(named.get().start());
        }
    }

    private void field(String name, JsonValue value) {
        switch (name) {
            case "type" -> type(value);
            case "enum" -> words(value);
            case "const" -> {
                out.name("enum").beginArray();
                word(value);
                out.endArray();
            }
            case "properties" -> {
                out.name("properties").beginObject();
                JsonFields fields = value.fields();
                for (int i = 0; i < fields.count(); i++) {
                    out.name(fields.name(i));
                    write(value.field(fields, i));
                }
                out.endObject();
            }
            case "items" -> {
                out.name("items");
                write(value);
            }
            case "anyOf", "oneOf" -> {
                out.name("anyOf").beginArray();
                items(value).forEach(item -> write(item));
                out.endArray();
            }
            case "additionalProperties" -> {
                // Properties that are not named never come: false says no more than that, and true is not worth a word.
                if (value.kind() != JsonKind.BOOLEAN) {
                    refuse(name, value);
                }
            }
            default -> {
                if (SAME.contains(name)) {
                    out.name(name).raw(value);
                } else {
                    refuse(name, value);
                }
            }
        }
    }

    private void refuse(String name, JsonValue value) {
        unsayable.add(value, "The model behind this deployment takes schemas without " + name + ".");
    }

    private void type(JsonValue type) {
        if (type.kind() == JsonKind.STRING) {
            out.name("type").string(type.text().toUpperCase(Locale.ROOT));
            return;
        }
        List<JsonValue> all = items(type);
        List<JsonValue> some = all.stream().filter(one -> !one.isText("null")).toList();
        if (some.size() < all.size()) {
            out.name("nullable").bool(true);
        }
        if (some.size() == 1) {
            out.name("type").string(some.getFirst().text().toUpperCase(Locale.ROOT));
        } else {
            out.name("anyOf").beginArray();
            some.forEach(one -> out.beginObject()
                    .name("type")
                    .string(one.text().toUpperCase(Locale.ROOT))
                    .endObject());
            out.endArray();
        }
    }

    private void words(JsonValue values) {
        List<JsonValue> all = items(values);
        if (all.stream().anyMatch(JsonValue::isNull)) {
            out.name("nullable").bool(true);
        }
        out.name("enum").beginArray();
        all.stream().filter(value -> !value.isNull()).forEach(this::word);
        out.endArray();
    }

    /** Google's words are texts, those of numbers too. */
    private void word(JsonValue value) {
        switch (value.kind()) {
            case STRING -> out.raw(value);
            case NUMBER, BOOLEAN -> out.string(value.raw());
            case OBJECT, ARRAY, NULL -> refuse("values that are no text", value);
        }
    }

    private Optional<JsonValue> target(JsonValue reference) {
        String path = reference.kind() == JsonKind.STRING ? reference.text() : "";
        if (path.equals("#")) {
            return Optional.of(root);
        }
        if (!path.startsWith("#/")) {
            return Optional.empty();
        }
        Optional<JsonValue> at = Optional.of(root);
        for (String step : path.substring(2).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            at = at.flatMap(value -> value.field(name));
        }
        return at.filter(value -> value.kind() == JsonKind.OBJECT);
    }

    private static List<JsonValue> items(JsonValue array) {
        List<JsonValue> items = new ArrayList<>();
        if (array.kind() == JsonKind.ARRAY) {
            array.items(items::add);
        }
        return items;
    }
}
