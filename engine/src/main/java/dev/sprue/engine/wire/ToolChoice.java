package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which functions an answer may or must call.
 *
 * @param field the field of the request that says so
 * @param none whether no function may be called
 * @param required whether one must be called
 * @param named whether it is one certain function
 * @param names the only functions that may be called, and where the request names them; empty: all
 */
record ToolChoice(String field, boolean none, boolean required, boolean named, Map<String, String> names) {

    static ToolChoice read(Fields request, boolean legacy) {
        String field = legacy ? "function_call" : "tool_choice";
        String other = legacy ? "tool_choice" : "function_call";
        if (request.get(other).isPresent()
                && (legacy || !isNoneOrAuto(request.get(other).get()))) {
            throw Fields.invalid(other, "does not belong to \"" + (legacy ? "functions" : "tools") + "\".");
        }
        Optional<JsonNode> value = request.get(field);
        if (value.isEmpty()) {
            return mode(field, "auto", legacy);
        }
        if (value.get() instanceof ObjectNode object) {
            Fields choice = new Fields(object, field + ".");
            return legacy ? one(field, choice) : object(field, choice);
        }
        if (!value.get().isTextual()) {
            throw Fields.wrongType(field, value.get(), "a string or an object");
        }
        return mode(field, value.get().textValue(), legacy);
    }

    private static boolean isNoneOrAuto(JsonNode value) {
        return value.asText().equals("none") || value.asText().equals("auto");
    }

    private static ToolChoice mode(String field, String mode, boolean legacy) {
        boolean known = mode.equals("none") || mode.equals("auto") || mode.equals("required") && !legacy;
        if (!known) {
            throw Fields.invalid(
                    field,
                    "is \"" + mode + "\"; it must be none, auto, " + (legacy ? "" : "required, ")
                            + "or an object that names a function.");
        }
        return new ToolChoice(field, mode.equals("none"), mode.equals("required"), false, Map.of());
    }

    private static ToolChoice object(String field, Fields choice) {
        String type = choice.requireText("type");
        return switch (type) {
            case "function" -> one(field, choice.object("function"));
            case "allowed_tools" -> allowed(field, choice.object("allowed_tools"));
            case "custom" -> throw ApiException.notSupported(field, "The built-in models call functions only.");
            default -> throw Fields.invalid(choice.path("type"), "must be function or allowed_tools.");
        };
    }

    private static ToolChoice one(String field, Fields function) {
        return new ToolChoice(field, false, true, true, Map.of(function.requireText("name"), function.path("name")));
    }

    private static ToolChoice allowed(String field, Fields allowed) {
        String mode = allowed.requireText("mode");
        if (!mode.equals("auto") && !mode.equals("required")) {
            throw Fields.invalid(allowed.path("mode"), "must be auto or required.");
        }
        JsonNode tools = allowed.require("tools");
        if (!tools.isArray() || tools.isEmpty()) {
            throw Fields.invalid(allowed.path("tools"), "must be an array that is not empty.");
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < tools.size(); i++) {
            String path = allowed.path("tools") + "[" + i + "]";
            if (!(tools.get(i) instanceof ObjectNode object)) {
                throw Fields.wrongType(path, tools.get(i), "an object");
            }
            Fields function = new Fields(object, path + ".").object("function");
            names.put(function.requireText("name"), function.path("name"));
        }
        return new ToolChoice(field, false, mode.equals("required"), false, names);
    }
}
