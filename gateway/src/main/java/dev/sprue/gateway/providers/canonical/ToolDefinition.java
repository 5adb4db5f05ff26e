package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;

/**
 * A tool that a model may call.
 *
 * @param name a string
 * @param description a string
 * @param parameters the JSON schema of its arguments, an object
 * @param strict whether the arguments must satisfy the schema
 * @param raw the whole object, which has a type and a {@code function}
 */
public record ToolDefinition(
        JsonValue name,
        Optional<JsonValue> description,
        Optional<JsonValue> parameters,
        boolean strict,
        JsonValue raw) {}
