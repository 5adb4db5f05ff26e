package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.Message;
import dev.sprue.gateway.providers.canonical.ObjectSchema;
import dev.sprue.gateway.providers.canonical.ToolCall;
import dev.sprue.gateway.providers.canonical.ToolChoice;
import dev.sprue.gateway.providers.canonical.ToolDefinition;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the tools of a request, and whether the model has to call them ({@code ToolConfiguration}). */
final class ConverseToolWriter {

    private final ChatRequest request;
    private final BedrockModel model;
    private final JsonWriter out;
    private final CachePoints cachePoints;
    private final UnsayableFields unsayable;

    /** The names of tools that the conversation called, where the request has none: the API wants to be told of some. */
    private final Collection<JsonValue> called;

    /** @param unsayable takes what the model cannot be told */
    ConverseToolWriter(
            ChatRequest request,
            BedrockModel model,
            JsonWriter out,
            CachePoints cachePoints,
            UnsayableFields unsayable) {
        this.request = request;
        this.model = model;
        this.out = out;
        this.cachePoints = cachePoints;
        this.unsayable = unsayable;
        this.called = request.tools().isEmpty() ? called(request.messages()) : List.of();
    }

    /** Writes the field {@code toolConfig}, where there is anything to say. */
    void write() {
        Optional<ToolChoice> choice = request.toolChoice();
        if (request.tools().isEmpty()) {
            calledTools();
            return;
        }
        if (!request.parallelToolCalls().orElse(true) && !model.isClaude()) {
            unsayable.add(
                    request.field("parallel_tool_calls").orElseThrow(),
                    "This model cannot be told to call one tool at a time.");
        }
        if (isForbidden(choice)) {
            // Without tools none can be called; but a conversation that used some cannot be told without them.
            if (!ConverseMessageWriter.usesTools(request)) {
                return;
            }
            if (!model.isClaude()) {
                unsayable.add(
                        request.field("tool_choice").orElseThrow(),
                        "This model cannot be kept from tools in a conversation that has used them.");
            }
        }
        out.name("toolConfig").beginObject().name("tools").beginArray();
        request.tools().forEach(this::tool);
        out.endArray();
        if (!choosesInClaudesWords()) {
            choice.ifPresent(this::toolChoice);
        }
        out.endObject();
    }

    private static Collection<JsonValue> called(List<Message> messages) {
        Map<String, JsonValue> names = new LinkedHashMap<>(0);
        for (Message message : messages) {
            if (message instanceof Message.Assistant assistant) {
                for (ToolCall call : assistant.toolCalls()) {
                    names.putIfAbsent(call.name().text(), call.name());
                }
            }
        }
        return names.values();
    }

    /** A conversation with calls is refused without tools: those that were called are told of by their names alone. */
    private void calledTools() {
        if (called.isEmpty()) {
            return;
        }
        out.name("toolConfig").beginObject().name("tools").beginArray();
        for (JsonValue name : called) {
            out.beginObject().name("toolSpec").beginObject().name("name").raw(name);
            out.name("inputSchema").beginObject().name("json").raw(ObjectSchema.ofNothing());
            out.endObject().endObject().endObject();
        }
        out.endArray().endObject();
    }

    private static boolean isForbidden(Optional<ToolChoice> choice) {
        return choice.filter(ToolChoice.None.class::isInstance).isPresent();
    }

    private void tool(ToolDefinition tool) {
        out.beginObject().name("toolSpec").beginObject().name("name").raw(tool.name());
        tool.description()
                .filter(description -> description.kind() == JsonKind.STRING && description.rawLength() > 2)
                .ifPresent(description -> out.name("description").raw(description));
        out.name("inputSchema").beginObject().name("json");
        tool.parameters()
                .ifPresentOrElse(schema -> ObjectSchema.write(schema, out), () -> out.raw(ObjectSchema.ofNothing()));
        out.endObject();
        if (tool.strict()) {
            out.name("strict").bool(true);
        }
        out.endObject().endObject();
        cachePoints.after(tool.raw());
    }

    /** That the model may do as it likes need not be said, and not all models may be told. */
    private void toolChoice(ToolChoice choice) {
        switch (choice) {
            case ToolChoice.Auto auto -> {}
            case ToolChoice.None none -> {}
            case ToolChoice.Required required ->
                out.name("toolChoice")
                        .beginObject()
                        .name("any")
                        .beginObject()
                        .endObject()
                        .endObject();
            case ToolChoice.Named(JsonValue name) ->
                out.name("toolChoice")
                        .beginObject()
                        .name("tool")
                        .beginObject()
                        .name("name")
                        .raw(name)
                        .endObject()
                        .endObject();
        }
    }

    /**
     * Whether the choice of tools is said in a field of Claude's own, since the API has no words for it: that it may call one
     * at a time, or none. It is said there altogether then: the API refuses what both places say.
     */
    boolean choosesInClaudesWords() {
        if (!model.isClaude() || request.tools().isEmpty()) {
            return model.isClaude() && !called.isEmpty();
        }
        return isForbidden(request.toolChoice())
                ? ConverseMessageWriter.usesTools(request)
                : !request.parallelToolCalls().orElse(true);
    }

    /** Writes what is said there, as a value. */
    void writeClaudesChoice() {
        out.beginObject().name("type");
        ToolChoice choice =
                called.isEmpty() ? request.toolChoice().orElseGet(ToolChoice.Auto::new) : new ToolChoice.None();
        switch (choice) {
            case ToolChoice.Auto auto -> out.string("auto");
            case ToolChoice.None none -> out.string("none");
            case ToolChoice.Required required -> out.string("any");
            case ToolChoice.Named(JsonValue name) ->
                out.string("tool").name("name").raw(name);
        }
        if (!(choice instanceof ToolChoice.None)) {
            out.name("disable_parallel_tool_use").bool(true);
        }
        out.endObject();
    }
}
