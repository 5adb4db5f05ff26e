package dev.sprue.gateway.deployments;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.inference.BodyFaults;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Collects what a request asks of a model that the model cannot do, so that one answer names all of it. */
final class AbilityFaults {

    /** A request can hold a million images; nobody reads on after this many. */
    private static final int MAX_FAULTS = 100;

    /** A longer number is none that a request is likely to mean, and slow to read. */
    private static final int MAX_NUMBER_CHARS = 100;

    private final List<ParameterFault> faults = new ArrayList<>();

    /** Names a value that the model cannot take. */
    void add(JsonValue value, String message) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(BodyFaults.at(value, ErrorCode.PARAMETER_NOT_SUPPORTED.code(), message));
        }
    }

    /** Names a value by the field that holds it, as the service does for {@code response_format}. */
    void add(JsonValue holder, JsonValue value, String message) {
        if (faults.size() < MAX_FAULTS) {
            String code = ErrorCode.PARAMETER_NOT_SUPPORTED.code();
            ParameterFault inside = BodyFaults.at(value, code, message);
            faults.add(
                    new ParameterFault(BodyFaults.at(holder, code, message).location(), inside.input(), code, message));
        }
    }

    /** @throws dev.sprue.gateway.error.FailureException 422 where anything was named */
    void refuse() {
        if (!faults.isEmpty()) {
            throw Failure.of(ErrorCode.PARAMETER_NOT_SUPPORTED)
                    .withDetails(faults)
                    .toException();
        }
    }

    /** The value of a number; NaN where it is none, or none that anybody means. */
    static double number(JsonValue value) {
        return value.kind() == JsonKind.NUMBER && value.rawLength() <= MAX_NUMBER_CHARS
                ? Double.parseDouble(value.raw())
                : Double.NaN;
    }

    /** Names in a sentence. */
    static String words(Collection<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().sorted().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** A number in a sentence, without a fraction where it has none. */
    static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : String.format(Locale.ROOT, "%s", number);
    }
}
