package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object in the JSON form of protocol buffers, as Google's servers read it: names in either spelling ({@code topK},
 * {@code top_k}), a list of one without its brackets, {@code null} as absent.
 *
 * @param value the object
 * @param fields its fields
 */
record ProtoObject(JsonValue value, JsonFields fields) {

    /** @throws dev.sprue.gateway.error.FailureException 400 where it is no object, or has a field twice */
    static ProtoObject of(JsonValue value) {
        ValueChecks.kind(value, JsonKind.OBJECT);
        JsonFields fields = value.fields();
        Set<String> names = HashSet.newHashSet(fields.count());
        for (int i = 0; i < fields.count(); i++) {
            if (!names.add(camel(fields.name(i)))) {
                throw ValueChecks.wrong(value.field(fields, i), "it is there twice", "it once");
            }
        }
        return new ProtoObject(value, fields);
    }

    /** A field by its name in camel case; null where it is absent. */
    @Nullable
    JsonValue get(String name) {
        JsonValue camel = ValueChecks.field(value, fields, name);
        return camel != null ? camel : ValueChecks.field(value, fields, snake(name));
    }

    /** The same as an optional of that kind. */
    Optional<JsonValue> find(String name, JsonKind kind) {
        JsonValue found = get(name);
        if (found != null) {
            ValueChecks.kind(found, kind);
        }
        return Optional.ofNullable(found);
    }

    /** A field that must be there and of that kind. */
    JsonValue require(String name, JsonKind kind) {
        return find(name, kind).orElseThrow(() -> ValueChecks.missing(value, name));
    }

    /** A field that is an object. */
    Optional<ProtoObject> object(String name) {
        return find(name, JsonKind.OBJECT).map(ProtoObject::of);
    }

    /** The items of a field that is a list; none where it is absent. */
    List<JsonValue> items(String name) {
        JsonValue found = get(name);
        return found == null ? List.of() : items(found);
    }

    /** The items of a list, which may be one without brackets. */
    static List<JsonValue> items(JsonValue list) {
        if (list.kind() != JsonKind.ARRAY) {
            return List.of(list);
        }
        List<JsonValue> items = new ArrayList<>();
        list.items(items::add);
        return items;
    }

    /** Whether a switch is on. */
    boolean isOn(String name) {
        return find(name, JsonKind.BOOLEAN).filter(JsonValue::isTrue).isPresent();
    }

    /** Refuses fields that have none of these names. */
    void only(Set<String> names) {
        for (int i = 0; i < fields.count(); i++) {
            if (!names.contains(camel(fields.name(i)))) {
                throw ValueChecks.wrong(value.field(fields, i), "it is not served here", "the request without it");
            }
        }
    }

    /** A name in camel case. */
    static String camel(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '_' && i > 0 && i + 1 < name.length()) {
                i++;
                camel.append(Character.toUpperCase(name.charAt(i)));
            } else {
                camel.append(name.charAt(i));
            }
        }
        return camel.toString();
    }

    private static String snake(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append(c);
        }
        return snake.toString().toLowerCase(Locale.ROOT);
    }
}
