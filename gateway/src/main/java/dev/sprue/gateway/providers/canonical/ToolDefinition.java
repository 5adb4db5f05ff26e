package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
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
        JsonValue raw) {

    /** Writes it as OpenAI's dialect has it, as most others do too; parameters that it does not have are an object without any. */
    public void writeTo(JsonWriter out) {
        out.beginObject()
                .name("type")
                .string("function")
                .name("function")
                .beginObject()
                .name("name")
                .raw(name);
        description.ifPresent(text -> out.name("description").raw(text));
        out.name("parameters");
        parameters.ifPresentOrElse(out::raw, () -> out.raw(ObjectSchema.ofNothing()));
        out.endObject().endObject();
    }
}
