package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.inference.BodyFaults;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What becomes of body fields that the API does not define, by the header {@code extra-parameters}. */
public final class ExtraFields {

    private ExtraFields() {}

    /**
     * What becomes of them.
     *
     * @param option the header's value, in any case; where there is none, the API's default
     * @param defines whether the API defines a field
     * @throws dev.sprue.gateway.error.FailureException 400 where there are any and the option is {@code error}, or where it is
     *     no option
     */
    public static ExtraParameters of(String option, JsonFields body, Predicate<String> defines) {
        String word = option.strip().toLowerCase(Locale.ROOT);
        List<Integer> extras = new ArrayList<>(0);
        for (int i = 0; i < body.count(); i++) {
            if (!defines.test(body.name(i))) {
                extras.add(i);
            }
        }
        return switch (word) {
            case "error" -> {
                if (!extras.isEmpty()) {
                    throw refused(body, extras);
                }
                yield new ExtraParameters.PassThrough();
            }
            case "drop" -> new ExtraParameters.Drop(List.copyOf(extras));
            case "pass-through" -> new ExtraParameters.PassThrough();
            default ->
                throw Failure.of(ErrorCode.INVALID_EXTRA_PARAMETERS_OPTION, BodyFaults.shortened(word))
                        .toException();
        };
    }

    private static RuntimeException refused(JsonFields body, List<Integer> extras) {
        StringBuilder names = new StringBuilder();
        List<ParameterFault> faults = new ArrayList<>(extras.size());
        for (int field : extras) {
            names.append(names.isEmpty() ? "'" : ", '")
                    .append(BodyFaults.shortened(body.name(field)))
                    .append('\'');
            faults.add(
                    ValueChecks.fault(JsonValue.of(body, field), "extra_forbidden", "Extra inputs are not permitted"));
        }
        return Failure.of(ErrorCode.EXTRA_PARAMETERS, names).withDetails(faults).toException();
    }
}
