package dev.sprue.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A function that a model may call.
 *
 * @param name letters, digits, underscores and hyphens
 * @param parameters the schema of the arguments; absent: there are none
 * @param strict whether a schema beyond the subset is refused; otherwise any JSON object is let through then
 */
public record ToolFunction(String name, Optional<JsonNode> parameters, boolean strict) {}
