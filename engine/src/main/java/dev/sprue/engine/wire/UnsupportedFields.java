package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Refuses what the API offers and the built-in models cannot do, so that nobody believes it was done. */
final class UnsupportedFields {
    /** Fields that change the answer in a way the engine has no means for, whatever their value. */
    private static final List<String> NEVER =
            List.of("audio", "prediction", "web_search_options", "reasoning_effort", "verbosity");

    private UnsupportedFields() {}

    static void refuse(Fields fields) {
        for (String name : NEVER) {
            if (fields.get(name).isPresent()) {
                throw ApiException.notSupported(name, "The built-in models do not support \"" + name + "\".");
            }
        }
        refuseList(fields, "tools");
        refuseList(fields, "functions");
        refuseChoice(fields, "tool_choice");
        refuseChoice(fields, "function_call");
        fields.get("response_format").ifPresent(UnsupportedFields::refuseFormat);
        fields.get("modalities").ifPresent(UnsupportedFields::refuseModalities);
    }

    private static void refuseList(Fields fields, String name) {
        fields.get(name).ifPresent(value -> {
            if (!value.isArray()) {
                throw Fields.wrongType(name, value, "an array");
            }
            if (!value.isEmpty()) {
                throw ApiException.notSupported(
                        name, "The built-in models cannot call tools; leave \"" + name + "\" out.");
            }
        });
    }

    private static void refuseChoice(Fields fields, String name) {
        fields.get(name).ifPresent(value -> {
            if (!value.isTextual() || !List.of("none", "auto").contains(value.textValue())) {
                throw ApiException.notSupported(
                        name, "The built-in models cannot call tools; \"" + name + "\" can only be none or auto.");
            }
        });
    }

    private static void refuseFormat(JsonNode format) {
        String type = format.path("type").asText();
        if (!format.isObject() || type.isEmpty()) {
            throw Fields.invalid("response_format", "must be an object with a \"type\".");
        }
        if (!type.equals("text")) {
            throw ApiException.notSupported(
                    "response_format",
                    "The built-in models answer in plain text only; \"response_format.type\" is "
                            + Fields.shown(format.path("type")) + ".");
        }
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
}
