package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes functions as tools, and which of them a model may or must call. Google's own tools go as fields of the body, under their
 * names: a provider that has them knows what they are, and others refuse them.
 */
final class FunctionsWriter {

    private static final String DECLARATIONS = "functionDeclarations";
    private static final Set<String> DECLARED = Set.of(
            "name", "description", "parameters", "parametersJsonSchema", "response", "responseJsonSchema", "behavior");

    private final JsonWriter out;
    private final Set<String> names = new HashSet<>();

    FunctionsWriter(JsonWriter out) {
        this.out = out;
    }

    /** Writes what {@code tools} and {@code toolConfig} say, where they say something. */
    void write(ProtoObject request) {
        List<ProtoObject> functions = new ArrayList<>();
        for (JsonValue item : request.items("tools")) {
            ProtoObject tool = ProtoObject.of(item);
            tool.items(DECLARATIONS).forEach(function -> functions.add(ProtoObject.of(function)));
            JsonFields fields = tool.fields();
            for (int i = 0; i < fields.count(); i++) {
                String name = ProtoObject.camel(fields.name(i));
                if (!name.equals(DECLARATIONS) && fields.kind(i) != JsonKind.NULL) {
                    out.name(name).raw(item.field(fields, i));
                }
            }
        }
        if (!functions.isEmpty()) {
            out.name("tools").beginArray();
            functions.forEach(this::function);
            out.endArray();
        }
        request.object("toolConfig").ifPresent(this::config);
    }

    private void function(ProtoObject function) {
        function.only(DECLARED);
        JsonValue name = function.require("name", JsonKind.STRING);
        names.add(name.text());
        out.beginObject().name("type").string("function").name("function").beginObject();
        out.name("name").raw(name);
        function.find("description", JsonKind.STRING)
                .ifPresent(text -> out.name("description").raw(text));
        JsonValue schema = function.get("parameters");
        JsonValue json = function.get("parametersJsonSchema");
        if (json != null) {
            ValueChecks.kind(json, JsonKind.OBJECT);
            out.name("parameters").raw(json);
        } else if (schema != null) {
            out.name("parameters");
            new SchemaWriter(out).write(schema);
        }
        out.endObject().endObject();
    }

    private void config(ProtoObject config) {
        config.object("functionCallingConfig").ifPresent(this::calling);
        JsonFields fields = config.fields();
        for (int i = 0; i < fields.count(); i++) {
            String name = ProtoObject.camel(fields.name(i));
            if (!name.equals("functionCallingConfig")) {
                out.name(name).raw(config.value().field(fields, i));
            }
        }
    }

    private void calling(ProtoObject calling) {
        JsonValue mode = calling.get("mode");
        List<JsonValue> allowed = calling.items("allowedFunctionNames");
        for (JsonValue name : allowed) {
            ValueChecks.kind(name, JsonKind.STRING);
            if (!names.contains(name.text())) {
                throw ValueChecks.wrong(name, "no function has that name", "the name of one of the functions");
            }
        }
        if (mode == null || names.isEmpty()) {
            return;
        }
        switch (ValueChecks.oneOf(mode, "MODE_UNSPECIFIED", "AUTO", "ANY", "NONE", "VALIDATED")) {
            case "AUTO" -> out.name("tool_choice").string("auto");
            case "NONE" -> out.name("tool_choice").string("none");
            case "ANY" -> any(allowed);
            default -> {}
        }
    }

    private void any(List<JsonValue> allowed) {
        out.name("tool_choice");
        if (allowed.isEmpty() || allowed.size() == names.size()) {
            out.string("required");
        } else if (allowed.size() == 1) {
            named(allowed.getFirst());
        } else {
            out.beginObject().name("type").string("allowed_tools").name("allowed_tools");
            out.beginObject().name("mode").string("required").name("tools").beginArray();
            allowed.forEach(this::named);
            out.endArray().endObject().endObject();
        }
    }

    private void named(JsonValue name) {
        out.beginObject().name("type").string("function").name("function");
        out.beginObject().name("name").raw(name).endObject().endObject();
    }
}
