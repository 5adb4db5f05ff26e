package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks {@code tools}, {@code tool_choice} and {@code response_format}. */
final class ToolChecks {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final String NAME_WORDS = "1 to 64 letters, digits, underscores and hyphens";

    private ToolChecks() {}

    static void tools(JsonValue tools) {
        ValueChecks.kind(tools, JsonKind.ARRAY);
        if (tools.isEmpty()) {
            throw ValueChecks.wrong(tools, "it is empty", "at least one tool, or no tools");
        }
        tools.items(ToolChecks::tool);
    }

    private static void tool(JsonValue tool) {
        ValueChecks.kind(tool, JsonKind.OBJECT);
        JsonFields fields = tool.fields();
        JsonValue type = ValueChecks.field(tool, fields, "type");
        if (type == null) {
            throw ValueChecks.missing(tool, "type");
        }
        ValueChecks.oneOf(type, "function");
        JsonValue function = ValueChecks.require(tool, "function", JsonKind.OBJECT);
        name(ValueChecks.require(function, "name", JsonKind.STRING));
        JsonFields parts = function.fields();
        optional(function, parts, "description", JsonKind.STRING);
        optional(function, parts, "parameters", JsonKind.OBJECT);
        optional(function, parts, "strict", JsonKind.BOOLEAN);
    }

    /** @param tools the tools that it may choose among */
    static void choice(JsonValue choice, Optional<JsonValue> tools) {
        if (choice.kind() == JsonKind.STRING) {
            String word = ValueChecks.oneOf(choice, "auto", "none", "required");
            if (word.equals("required") && tools.isEmpty()) {
                throw ValueChecks.wrong(choice, "there are no tools", "it together with tools");
            }
            return;
        }
        if (choice.kind() != JsonKind.OBJECT) {
            throw ValueChecks.wrong(
                    choice, "it is " + choice.kind().words(), "'auto', 'none', 'required' or an object");
        }
        ValueChecks.oneOf(ValueChecks.require(choice, "type", JsonKind.STRING), "function");
        JsonValue name =
                ValueChecks.require(ValueChecks.require(choice, "function", JsonKind.OBJECT), "name", JsonKind.STRING);
        Set<String> known = new HashSet<>();
        tools.ifPresent(all -> all.items(tool -> known.add(
                ValueChecks.require(ValueChecks.require(tool, "function", JsonKind.OBJECT), "name", JsonKind.STRING)
                        .text())));
        if (!known.contains(name.text())) {
            throw ValueChecks.wrong(name, "no tool has that name", "the name of one of the tools");
        }
    }

    static void responseFormat(JsonValue format) {
        ValueChecks.kind(format, JsonKind.OBJECT);
        JsonValue type = ValueChecks.require(format, "type", JsonKind.STRING);
        if (ValueChecks.oneOf(type, "text", "json_object", "json_schema").equals("json_schema")) {
            JsonValue schema = ValueChecks.require(format, "json_schema", JsonKind.OBJECT);
            name(ValueChecks.require(schema, "name", JsonKind.STRING));
            ValueChecks.require(schema, "schema", JsonKind.OBJECT);
            JsonFields fields = schema.fields();
            optional(schema, fields, "description", JsonKind.STRING);
            optional(schema, fields, "strict", JsonKind.BOOLEAN);
        }
    }

    private static void name(JsonValue name) {
        if (!NAME.matcher(name.text()).matches()) {
            throw ValueChecks.wrong(name, "it is no name", NAME_WORDS);
        }
    }

    private static void optional(JsonValue parent, JsonFields fields, String name, JsonKind kind) {
        JsonValue value = ValueChecks.field(parent, fields, name);
        if (value != null) {
            ValueChecks.kind(value, kind);
        }
    }
}
