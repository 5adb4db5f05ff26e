package dev.sprue.engine.wire;

import dev.sprue.engine.schema.SchemaException;

/** Says to a caller what is wrong with a schema. */
final class SchemaFaults {

    private SchemaFaults() {}

    /** Returns 400 for an invalid schema and 422 for one that is beyond the engine, with the field that holds it. */
    static ApiException refusal(String field, SchemaException fault) {
        String message = "Invalid schema in \"" + field + "\": " + fault.text();
        return switch (fault.kind()) {
            case INVALID -> ApiException.invalid("invalid_schema", field, message);
            case NOT_SUPPORTED -> ApiException.of(422, "schema_not_supported", field, message);
        };
    }
}
