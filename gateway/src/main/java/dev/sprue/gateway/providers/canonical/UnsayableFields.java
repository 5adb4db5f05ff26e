package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.inference.BodyFaults;
import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Collects what a request says that a provider's dialect has no words for, so that one answer names all of it. */
public final class UnsayableFields {

    /** A request can hold a million parts; nobody reads on after this many. */
    private static final int MAX_FAULTS = 100;

    private final List<ParameterFault> faults = new ArrayList<>(0);

    /** Names a value, and says what is wrong with it in a sentence. */
    public void add(JsonValue value, String message) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(BodyFaults.at(value, ErrorCode.PARAMETER_NOT_SUPPORTED.code(), message));
        }
    }

    /** @throws dev.sprue.gateway.error.FailureException 422 where anything was named */
    public void refuse() {
        if (!faults.isEmpty()) {
            throw Failure.of(ErrorCode.PARAMETER_NOT_SUPPORTED)
                    .withDetails(List.copyOf(faults))
                    .toException();
        }
    }
}
