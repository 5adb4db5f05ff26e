package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.inference.BodyFaults;
import dev.sprue.gateway.json.DuplicateKeyException;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The one scan of a request's body, and the fields of it that every surface reads. {@code null} is the same as absent. */
public final class RequestBody {

    private RequestBody() {}

    /**
     * Scans a body.
     *
     * @param maxDepth levels of nesting that it may have
     * @throws dev.sprue.gateway.error.FailureException 400 where it is not one JSON object, or has a field twice
     */
    public static JsonFields scan(JsonBytes bytes, int maxDepth) {
        try {
            return JsonFields.scan(bytes, maxDepth);
        } catch (JsonSyntaxException malformed) {
            throw Failure.of(ErrorCode.INVALID_JSON, String.valueOf(malformed.getMessage()))
                    .toException();
        } catch (DuplicateKeyException twice) {
            throw Failure.of(ErrorCode.DUPLICATE_KEY, BodyFaults.shortened(twice.key()))
                    .toException();
        }
    }

    /** A field of the body; {@code null} counts as absent. */
    public static Optional<JsonValue> present(JsonFields body, String name) {
        OptionalInt field = body.find(name);
        return field.isEmpty() || body.kind(field.getAsInt()) == JsonKind.NULL
                ? Optional.empty()
                : Optional.of(JsonValue.of(body, field.getAsInt()));
    }

    /**
     * A field that the body must have.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where it has not
     */
    public static JsonValue require(JsonFields body, String name) {
        return present(body, name).orElseThrow(() -> Failure.of(ErrorCode.MISSING_PARAMETER, name)
                .withDetails(List.of(new ParameterFault(List.of("body", name), "null", "missing", "Field required")))
                .toException());
    }

    /**
     * The deployment that the body names; empty where it names none.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where {@code model} is no string
     */
    public static Optional<String> model(JsonFields body) {
        Optional<JsonValue> field = present(body, "model");
        if (field.isEmpty()) {
            return Optional.empty();
        }
        ValueChecks.kind(field.get(), JsonKind.STRING);
        String name = field.get().text().strip();
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /**
     * Whether the answer is wanted piece by piece.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where {@code stream} is no boolean
     */
    public static boolean isStream(JsonFields body) {
        return isTrue(body, "stream");
    }

    /**
     * Whether a switch is on; one that is absent is off.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where it is no boolean
     */
    public static boolean isTrue(JsonFields body, String name) {
        Optional<JsonValue> field = present(body, name);
        field.ifPresent(value -> ValueChecks.kind(value, JsonKind.BOOLEAN));
        return field.filter(value -> value.raw().equals("true")).isPresent();
    }
}
