package dev.sprue.engine.schema;

import java.util.Arrays;
import java.util.Optional;

/** The types of JSON Schema. */
enum JsonType {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    NULL;

    static Optional<JsonType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(name))
                .findFirst();
    }

    String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
