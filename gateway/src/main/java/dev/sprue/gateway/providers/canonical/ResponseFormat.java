package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;

/** What an answer is held to. */
public sealed interface ResponseFormat {

    /** Nothing. */
    record Text() implements ResponseFormat {}

    /** Some JSON object. */
    record JsonObject() implements ResponseFormat {}

    /**
     * JSON of a schema.
     *
     * @param name a string
     * @param description a string
     * @param schema the JSON schema, where there is one
     * @param strict whether the model must be held to it token by token
     */
    record JsonSchema(JsonValue name, Optional<JsonValue> description, Optional<JsonValue> schema, boolean strict)
            implements ResponseFormat {}
}
