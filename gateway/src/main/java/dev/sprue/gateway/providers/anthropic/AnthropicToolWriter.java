package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.ObjectSchema;
import dev.sprue.gateway.providers.canonical.ResponseFormat;
import dev.sprue.gateway.providers.canonical.ToolChoice;
import dev.sprue.gateway.providers.canonical.ToolDefinition;
import java.util.List;
import java.util.Optional;

/** Writes {@code tools} and {@code tool_choice}, with the tool whose input is the answer where there has to be one. */
final class AnthropicToolWriter {

    /** Fields of a tool that the dialect has beyond the canonical form. */
    private static final List<String> OWN_FIELDS =
            List.of("cache_control", "eager_input_streaming", "defer_loading", "input_examples", "allowed_callers");

    private final JsonWriter out;
    private final AnthropicModel model;

    AnthropicToolWriter(JsonWriter out, AnthropicModel model) {
        this.out = out;
        this.model = model;
    }

    void write(ChatRequest request, AnthropicPlan plan) {
        boolean json = plan.json() == AnthropicPlan.Json.TOOL;
        if (request.tools().isEmpty() && !json) {
            return;
        }
        out.name("tools").beginArray();
        request.tools().forEach(this::tool);
        if (json) {
            jsonTool(request.responseFormat());
        }
        out.endArray();
        Optional<ToolChoice> choice = json ? Optional.of(jsonChoice(request)) : request.toolChoice();
        boolean single =
                json || request.parallelToolCalls().filter(several -> !several).isPresent();
        if (choice.isPresent() || single) {
            choice(choice.orElseGet(ToolChoice.Auto::new), json, single);
        }
    }

    /** Where the caller's own tools may not be called, there is but one left; where they may, any of all. */
    private static ToolChoice jsonChoice(ChatRequest request) {
        boolean alone = request.tools().isEmpty()
                || request.toolChoice()
                        .filter(choice -> choice instanceof ToolChoice.None)
                        .isPresent();
        return alone ? new ToolChoice.None() : new ToolChoice.Required();
    }

    private void tool(ToolDefinition tool) {
        out.beginObject().name("name").raw(tool.name());
        tool.description().ifPresent(text -> out.name("description").raw(text));
        out.name("input_schema");
        schema(tool.parameters());
        if (tool.strict() && model.formats()) {
            out.name("strict").bool(true);
        }
        for (String field : OWN_FIELDS) {
            tool.raw()
                    .field(field)
                    .or(() -> tool.raw().field("function").flatMap(function -> function.field(field)))
                    .ifPresent(value -> out.name(field).raw(value));
        }
        out.endObject();
    }

    /** A schema of an object, which the dialect wants to be called one. */
    private void schema(Optional<JsonValue> schema) {
        if (schema.isEmpty()) {
            out.beginObject().name("type").string("object").endObject();
            return;
        }
        ObjectSchema.write(schema.get(), out);
    }

    private void jsonTool(ResponseFormat format) {
        out.beginObject().name("name").string(JsonTool.NAME);
        switch (format) {
            case ResponseFormat.JsonSchema schema -> {
                out.name("description");
                schema.description().ifPresentOrElse(out::raw, () -> out.string(JsonTool.DESCRIPTION));
                out.name("input_schema");
                schema(schema.schema());
            }
            case ResponseFormat.JsonObject object -> {
                out.name("description").string(JsonTool.DESCRIPTION).name("input_schema");
                schema(Optional.empty());
            }
            case ResponseFormat.Text text -> throw new IllegalStateException("text needs no tool");
        }
        out.endObject();
    }

    /**
     * @param json whether {@code none} means that nothing but the answer's tool may be called
     * @param single whether at most one tool may be called at once
     */
    private void choice(ToolChoice choice, boolean json, boolean single) {
        out.name("tool_choice").beginObject().name("type");
        boolean calls = true;
        switch (choice) {
            case ToolChoice.Auto auto -> out.string("auto");
            case ToolChoice.Required required -> out.string("any");
            case ToolChoice.Named(JsonValue name) ->
                out.string("tool").name("name").raw(name);
            case ToolChoice.None none
            when json -> out.string("tool").name("name").string(JsonTool.NAME);
            case ToolChoice.None none -> {
                out.string("none");
                calls = false;
            }
        }
        if (single && calls) {
            out.name("disable_parallel_tool_use").bool(true);
        }
        out.endObject();
    }
}
