package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Refuses what the API offers and the built-in models cannot do, so that nobody believes it was done. What can be left
 * undone without anybody being deceived (names of users, keys of caches, predictions that only save time) is no matter of
 * this class.
 */
final class UnsupportedFields {
    /** Fields of chat completions that change the answer in a way the engine has no means for, whatever their value. */
    private static final List<String> CHAT = List.of("audio", "data_sources", "web_search_options", "moderation");
    /** Fields that belong to chat completions, and that a text completion would have to ignore. */
    private static final List<String> COMPLETION =
            List.of("messages", "response_format", "tools", "tool_choice", "functions", "function_call");

    private UnsupportedFields() {}

    static void refuseInChat(Fields fields) {
        for (String name : CHAT) {
            if (fields.get(name).isPresent()) {
                throw notSupported(name);
            }
        }
        fields.get("modalities").ifPresent(UnsupportedFields::refuseModalities);
        only(fields, "reasoning_effort", "none", "do not reason before they answer");
        only(fields, "verbosity", "medium", "have one way of speaking");
        if (fields.flag("store")) {
            throw ApiException.notSupported(
                    "store", "Answers of the built-in models are not stored; leave \"store\" out, or send false.");
        }
        fields.get("prediction").ifPresent(UnsupportedFields::checkPrediction);
    }

    static void refuseInCompletion(Fields fields) {
        for (String name : COMPLETION) {
            if (fields.get(name).isPresent()) {
                throw ApiException.invalid(
                        "unsupported_parameter",
                        name,
                        "\"" + name + "\" belongs to chat completions; text completions do not have it.");
            }
        }
        if (!fields.text("suffix").orElse("").isEmpty()) {
            throw ApiException.invalid(
                    "unsupported_parameter",
                    "suffix",
                    "The built-in models only go on from a prompt and cannot fill in a text between \"prompt\" and"
                            + " \"suffix\"; leave \"suffix\" out.");
        }
    }

    private static ApiException notSupported(String name) {
        return ApiException.notSupported(name, "The built-in models do not support \"" + name + "\".");
    }

    /** Lets the one value through that says what the models do anyway. */
    private static void only(Fields fields, String name, String value, String why) {
        fields.text(name).filter(asked -> !asked.equals(value)).ifPresent(asked -> {
            throw ApiException.notSupported(
                    name,
                    "The built-in models " + why + ": \"" + name + "\" can be \"" + value + "\" only, or absent.");
        });
    }

    private static void refuseModalities(JsonNode modalities) {
        if (!modalities.isArray()) {
            throw Fields.wrongType("modalities", modalities, "an array");
        }
        for (JsonNode modality : modalities) {
            if (!modality.asText().equals("text")) {
                throw ApiException.notSupported(
                        "modalities",
                        "The built-in models answer in text only; \"modalities\" contains " + Fields.shown(modality)
                                + ".");
            }
        }
    }

    private static void checkPrediction(JsonNode prediction) {
        if (!(prediction instanceof ObjectNode object)) {
            throw Fields.wrongType("prediction", prediction, "an object");
        }
        Fields fields = new Fields(object, "prediction.");
        String type = fields.requireText("type");
        if (!type.equals("content")) {
            throw Fields.invalid("prediction.type", "is \"" + type + "\"; it must be content.");
        }
        fields.require("content");
    }
}
