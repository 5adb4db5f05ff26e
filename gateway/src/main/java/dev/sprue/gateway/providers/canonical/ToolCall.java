package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonValue;

/**
 * A call that a model made of a tool, as the conversation tells of it.
 *
 * @param id a string: the call's id
 * @param name a string: the tool's name
 * @param arguments a string that holds JSON text
 * @param raw the whole object
 */
public record ToolCall(JsonValue id, JsonValue name, JsonValue arguments, JsonValue raw) {}
