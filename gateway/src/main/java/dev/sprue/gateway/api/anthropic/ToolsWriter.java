package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Writes tools, and which of them a model may or must call. Tools of Anthropic's own ({@code bash_...}, {@code web_search_...})
 * go as they are: a provider that has them knows what they are, and others refuse them.
 */
final class ToolsWriter {

    private static final int MAX_NAME_CHARS = 128;

    private final JsonWriter out;
    private final ContentWriter marks;

    ToolsWriter(JsonWriter out) {
        this.out = out;
        this.marks = new ContentWriter(out);
    }

    /** Writes the fields {@code tools}, {@code tool_choice} and {@code parallel_tool_calls}, where there is something to say. */
    void write(JsonFields body) {
        Optional<JsonValue> tools = RequestBody.present(body, "tools");
        Set<String> names = new HashSet<>();
        tools.ifPresent(all -> {
            ValueChecks.kind(all, JsonKind.ARRAY);
            if (!all.isEmpty()) {
                out.name("tools");
                out.beginArray();
                all.items(tool -> names.add(tool(tool)));
                out.endArray();
            }
        });
        RequestBody.present(body, "tool_choice").ifPresent(choice -> choice(choice, names));
    }

    /** @return the tool's name */
    private String tool(JsonValue tool) {
        ValueChecks.kind(tool, JsonKind.OBJECT);
        JsonFields fields = tool.fields();
        String name = ValueChecks.text(ValueChecks.require(tool, "name", JsonKind.STRING), 1, MAX_NAME_CHARS);
        JsonValue type = ValueChecks.field(tool, fields, "type");
        if (type != null) {
            ValueChecks.kind(type, JsonKind.STRING);
            if (!type.isText("custom")) {
                out.raw(tool);
                return name;
            }
        }
        out.beginObject();
        out.name("type");
        out.string("function");
        out.name("function");
        out.beginObject();
        out.name("name");
        out.string(name);
        optional(tool, fields, "description", "description", JsonKind.STRING);
        out.name("parameters");
        out.raw(ValueChecks.require(tool, "input_schema", JsonKind.OBJECT));
        optional(tool, fields, "strict", "strict", JsonKind.BOOLEAN);
        out.endObject();
        marks.cacheControl(tool, fields);
        out.endObject();
        return name;
    }

    private void optional(JsonValue tool, JsonFields fields, String field, String name, JsonKind kind) {
        JsonValue value = ValueChecks.field(tool, fields, field);
        if (value != null) {
            ValueChecks.kind(value, kind);
            out.name(name);
            out.raw(value);
        }
    }

    private void choice(JsonValue choice, Set<String> names) {
        String type =
                ValueChecks.oneOf(ValueChecks.require(choice, "type", JsonKind.STRING), "auto", "any", "tool", "none");
        if (names.isEmpty()) {
            if (type.equals("any") || type.equals("tool")) {
                throw ValueChecks.wrong(choice, "there are no tools", "it together with tools");
            }
            return;
        }
        out.name("tool_choice");
        switch (type) {
            case "any" -> out.string("required");
            case "tool" -> {
                JsonValue name = ValueChecks.require(choice, "name", JsonKind.STRING);
                if (!names.contains(name.text())) {
                    throw ValueChecks.wrong(name, "no tool has that name", "the name of one of the tools");
                }
                out.beginObject();
                out.name("type");
                out.string("function");
                out.name("function");
                out.beginObject();
                out.name("name");
                out.raw(name);
                out.endObject();
                out.endObject();
            }
            default -> out.string(type);
        }
        JsonValue alone = ValueChecks.field(choice, choice.fields(), "disable_parallel_tool_use");
        if (alone != null) {
            ValueChecks.kind(alone, JsonKind.BOOLEAN);
            if (alone.raw().equals("true")) {
                out.name("parallel_tool_calls");
                out.bool(false);
            }
        }
    }
}
