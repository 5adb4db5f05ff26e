package dev.sprue.gateway.providers.ollama;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.MadeIds;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A model's call of a tool.
 *
 * @param id a JSON string: its id, which older versions of Ollama do not give
 * @param name a JSON string: the tool's name
 * @param arguments JSON text: an object
 */
record OllamaToolCall(byte[] id, byte[] name, byte[] arguments) {

    private static final byte[] NO_ARGUMENTS = {'{', '}'};

    /**
     * Reads an entry of {@code tool_calls}.
     *
     * @param place its place among the calls of the answer
     * @return empty where it is none
     */
    static Optional<OllamaToolCall> of(JsonValue entry, InferenceCall call, int place) {
        Optional<JsonValue> function = Optional.of(entry)
                .filter(value -> value.kind() == JsonKind.OBJECT)
                .flatMap(value -> value.field("function", JsonKind.OBJECT));
        return function.flatMap(value -> value.field("name", JsonKind.STRING))
                .map(name -> new OllamaToolCall(
                        entry.field("id", JsonKind.STRING)
                                .filter(id -> id.rawLength() > 2)
                                .map(OllamaToolCall::copy)
                                .orElseGet(() -> MadeIds.toolCall(call, place)),
                        copy(name),
                        arguments(function.get().field("arguments"))));
    }

    /** Some servers that speak this dialect write the object as a string. */
    private static byte[] arguments(Optional<JsonValue> arguments) {
        if (arguments.isEmpty() || arguments.get().isNull()) {
            return NO_ARGUMENTS;
        }
        return arguments.get().kind() == JsonKind.STRING
                ? arguments.get().text().getBytes(StandardCharsets.UTF_8)
                : copy(arguments.get());
    }

    private static byte[] copy(JsonValue value) {
        return value.copy(value.start(), value.end());
    }
}
