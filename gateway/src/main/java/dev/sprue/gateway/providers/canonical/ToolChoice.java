package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonValue;

/** Whether a model has to call tools. */
public sealed interface ToolChoice {

    /** As it likes. */
    record Auto() implements ToolChoice {}

    /** It must not. */
    record None() implements ToolChoice {}

    /** It must, any. */
    record Required() implements ToolChoice {}

    /**
     * It must, this one.
     *
     * @param name a string: the tool's name
     */
    record Named(JsonValue name) implements ToolChoice {}
}
