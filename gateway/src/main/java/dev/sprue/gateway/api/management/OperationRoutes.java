package dev.sprue.gateway.api.management;

import dev.sprue.gateway.control.ManagedResource;
import dev.sprue.gateway.control.Operation;
import dev.sprue.gateway.control.Operations;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import java.util.List;

/**
 * {@code locations/{location}/operationStatuses/{operation}}: how a change ended. Changes are made before they are answered, so
 * that there is nothing to wait for; this tells what was done.
 */
public final class OperationRoutes {

    private static final int MAX_SHOWN_CHARS = 100;

    private final Accounts accounts;
    private final Operations operations;

    /** Takes what the routes speak for. */
    public OperationRoutes(Accounts accounts, Operations operations) {
        this.accounts = accounts;
        this.operations = operations;
    }

    /** The routes. */
    public List<ArmRoute> routes() {
        return List.of(
                ArmRoute.inSubscription("GET", "/locations/{location}/operationStatuses/{operation}", this::get));
    }

    private ArmAnswer get(ArmRequest request) {
        List<ManagedResource> here = accounts.inSubscription(request);
        ModelRoutes.requireLocation(here, request.value("location"));
        String id = request.value("operation");
        Operation found = operations
                .find(id)
                .filter(operation ->
                        here.stream().anyMatch(account -> account.name().equalsIgnoreCase(operation.resource())))
                .orElseThrow(() -> Failure.of(ErrorCode.OPERATION_UNKNOWN, Shown.text(id, MAX_SHOWN_CHARS))
                        .toException());
        return ArmAnswer.of(200, json -> {
            json.writeStartObject();
            json.writeStringField("id", request.path());
            json.writeStringField("name", found.id());
            json.writeStringField("status", "Succeeded");
            json.writeStringField("startTime", Json.time(found.startedAt()));
            json.writeStringField("endTime", Json.time(found.endedAt()));
            json.writeObjectFieldStart("properties");
            json.writeStringField("operation", found.kind());
            json.writeStringField("resource", found.resource());
            json.writeStringField("target", found.target());
            json.writeStringField("actor", found.actor());
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
