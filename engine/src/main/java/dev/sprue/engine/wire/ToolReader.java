package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.chat.AnswerForm;
import dev.sprue.engine.chat.FinishReason;
import dev.sprue.engine.schema.JsonText;
import dev.sprue.engine.schema.SchemaException;
import dev.sprue.engine.schema.ToolCallGrammar;
import dev.sprue.engine.schema.ToolFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tools of a request, and which of them the answer may or must call. */
final class ToolReader {
    private static final int MAX_TOOLS = 128;

    private final Fields request;
    private final boolean legacy;
    /** By name, in their order, with where they stand in the request. */
    private final Map<String, Tool> tools = new LinkedHashMap<>();

    private ToolReader(Fields request, boolean legacy) {
        this.request = request;
        this.legacy = legacy;
    }

    private record Tool(ToolFunction function, String line, String path) {}

    static ToolRequest read(Fields request) {
        boolean legacy = request.get("functions").isPresent();
        if (legacy && request.get("tools").isPresent()) {
            throw Fields.invalid("functions", "is the older form of \"tools\": send one of them.");
        }
        return new ToolReader(request, legacy).read();
    }

    private ToolRequest read() {
        String listName = legacy ? "functions" : "tools";
        request.get(listName).ifPresent(list -> list(listName, list));
        boolean parallel =
                !legacy && (request.get("parallel_tool_calls").isEmpty() || request.flag("parallel_tool_calls"));
        ToolChoice choice = ToolChoice.read(request, legacy);
        if (tools.isEmpty()) {
            if (choice.required()) {
                throw Fields.invalid(choice.field(), "demands a call, but \"" + listName + "\" is empty.");
            }
            return ToolRequest.NONE;
        }
        return choice.none() ? ToolRequest.NONE : use(choice, parallel);
    }

    private ToolRequest use(ToolChoice choice, boolean parallel) {
        choice.names().forEach((name, path) -> {
            if (!tools.containsKey(name)) {
                throw Fields.invalid(path, "is \"" + name + "\", which is no function of this request.");
            }
        });
        List<Tool> callable = tools.values().stream()
                .filter(tool -> choice.names().isEmpty()
                        || choice.names().containsKey(tool.function().name()))
                .toList();
        List<String> lines = tools.values().stream().map(Tool::line).toList();
        FinishReason finish = choice.named() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        boolean several = parallel && !choice.named();
        try {
            return new ToolRequest(
                    lines,
                    Optional.of(new AnswerForm.ToolUse(
                            ToolCallGrammar.compile(
                                    callable.stream().map(Tool::function).toList()),
                            choice.required(),
                            several,
                            finish)),
                    legacy);
        } catch (ToolCallGrammar.FunctionException e) {
            throw SchemaFaults.refusal(callable.get(e.function()).path() + ".parameters", e.fault());
        } catch (SchemaException e) {
            throw SchemaFaults.refusal(legacy ? "functions" : "tools", e);
        }
    }

    private void list(String name, JsonNode list) {
        if (!list.isArray()) {
            throw Fields.wrongType(name, list, "an array");
        }
        if (list.size() > MAX_TOOLS) {
            throw Fields.invalid(name, "has " + list.size() + " entries; at most " + MAX_TOOLS + " are allowed.");
        }
        for (int i = 0; i < list.size(); i++) {
            String path = name + "[" + i + "]";
            if (!(list.get(i) instanceof ObjectNode object)) {
                throw Fields.wrongType(path, list.get(i), "an object");
            }
            Tool tool = legacy ? function(new Fields(object, path + "."), path) : tool(new Fields(object, path + "."));
            if (tools.put(tool.function().name(), tool) != null) {
                throw Fields.invalid(tool.path() + ".name", "names a function that was named before.");
            }
        }
    }

    private static Tool tool(Fields fields) {
        String type = fields.requireText("type");
        if (type.equals("custom")) {
            throw ApiException.notSupported(fields.path("type"), "The built-in models call functions only.");
        }
        if (!type.equals("function")) {
            throw Fields.invalid(fields.path("type"), "must be function.");
        }
        return function(fields.object("function"), fields.path("function"));
    }

    private static Tool function(Fields fields, String path) {
        String name = fields.requireText("name");
        Names.check(fields.path("name"), name);
        Optional<JsonNode> parameters = fields.get("parameters");
        parameters.filter(value -> !value.isObject()).ifPresent(value -> {
            throw Fields.wrongType(fields.path("parameters"), value, "an object");
        });
        ObjectNode line = fields.json().objectNode().put("name", name);
        fields.text("description").ifPresent(text -> line.put("description", text));
        parameters.ifPresent(value -> line.set("parameters", value));
        return new Tool(new ToolFunction(name, parameters, fields.flag("strict")), JsonText.of(line), path);
    }
}
