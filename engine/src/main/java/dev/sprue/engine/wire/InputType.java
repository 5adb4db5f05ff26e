package dev.sprue.engine.wire;

import java.util.List;
import java.util.Optional;

/** The field {@code input_type} of requests for vectors: what a text is for. The models here embed all alike. */
final class InputType {
    private static final String NAME = "input_type";
    private static final List<String> KNOWN = List.of("text", "query", "document");

    private InputType() {}

    /** @throws ApiException 400 for a value that the API does not have */
    static void check(Fields fields) {
        Optional<String> type = fields.text(NAME);
        if (type.isPresent() && !KNOWN.contains(type.get())) {
            throw Fields.invalid(
                    fields.path(NAME),
                    "is " + Fields.shown(fields.require(NAME)) + "; it must be one of " + String.join(", ", KNOWN)
                            + ".");
        }
    }
}
