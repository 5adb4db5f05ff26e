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
        fields.get("modalities").ifPresent(UnsupportedFields::refuseModalities);
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
