package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.ToolChoice;
import dev.sprue.gateway.providers.canonical.ToolDefinition;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.Optional;

/** Writes {@code tools} and {@code toolConfig}: the caller's functions, and tools of Google's own that it asked for. */
final class GeminiTools {

    private GeminiTools() {}

    static void write(
            JsonWriter out,
            ChatRequest request,
            GeminiFields fields,
            GeminiExtras extras,
            GeminiModel model,
            UnsayableFields unsayable) {
        boolean functions = !request.tools().isEmpty();
        boolean search = fields.field("web_search_options").isPresent();
        if (functions || search || extras.haveTools()) {
            out.name("tools").beginArray();
            if (functions) {
                out.beginObject().name("functionDeclarations").beginArray();
                request.tools().forEach(tool -> declaration(out, tool, model, unsayable));
                out.endArray().endObject();
            }
            if (search) {
                out.beginObject().name("googleSearch").beginObject().endObject().endObject();
            }
            extras.writeTools(out);
            out.endArray();
        }
        Optional<String> mode = functions ? mode(request) : Optional.empty();
        if (mode.isPresent() || extras.haveToolConfig()) {
            out.name("toolConfig").beginObject();
            mode.ifPresent(word -> calling(out, word, request));
            extras.writeToolConfig(out);
            out.endObject();
        }
    }

    private static void declaration(JsonWriter out, ToolDefinition tool, GeminiModel model, UnsayableFields unsayable) {
        out.beginObject().name("name").raw(tool.name());
        tool.description().ifPresent(text -> out.name("description").raw(text));
        tool.parameters().ifPresent(schema -> {
            if (model.takesJsonSchema()) {
                out.name("parametersJsonSchema").raw(schema);
            } else if (!GeminiSchemaWriter.isEmptyObject(schema)) {
                out.name("parameters");
                new GeminiSchemaWriter(out, schema, unsayable).write();
            }
        });
        out.endObject();
    }

    /** Where a function is to be held to its schema and the model may still write text, Google has a mode of its own for it. */
    private static Optional<String> mode(ChatRequest request) {
        boolean strict = request.tools().stream().anyMatch(ToolDefinition::strict);
        if (request.toolChoice().isEmpty()) {
            return strict ? Optional.of("VALIDATED") : Optional.empty();
        }
        return Optional.of(
                switch (request.toolChoice().get()) {
                    case ToolChoice.Auto auto -> strict ? "VALIDATED" : "AUTO";
                    case ToolChoice.None none -> "NONE";
                    case ToolChoice.Required required -> "ANY";
                    case ToolChoice.Named named -> "ANY";
                });
    }

    private static void calling(JsonWriter out, String mode, ChatRequest request) {
        out.name("functionCallingConfig").beginObject().name("mode").string(mode);
        if (request.toolChoice().orElse(null) instanceof ToolChoice.Named(var name)) {
            out.name("allowedFunctionNames").beginArray().raw(name).endArray();
        }
        out.endObject();
    }
}
