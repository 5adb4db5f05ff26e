package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;

/** The top-level fields of a call that count: neither {@code null}, nor dropped by the caller's wish. */
record GeminiFields(InferenceCall call) {

    Optional<JsonValue> field(String name) {
        return call.field(name);
    }

    /** The same where it is a number other than {@code neutral}, which asks for nothing. */
    Optional<JsonValue> numberOtherThan(String name, double neutral) {
        return field(name).filter(value -> Double.parseDouble(value.raw()) != neutral);
    }
}
