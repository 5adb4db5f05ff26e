package dev.sprue.gateway.api.management;

import dev.sprue.gateway.control.Conditions;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.json.JsonFields;
import java.util.Map;
import java.util.Optional;

/**
 * A call of the management API, read.
 *
 * @param values what its path says, by the names in the route's braces
 * @param path the path as sent
 * @param query its parameters
 * @param origin scheme, host and port that the caller used, as links begin
 * @param conditions on what it depends whether something is changed
 * @param actor who calls, as objects remember it
 * @param sent the body; empty where there is none
 */
public record ArmRequest(
        Map<String, String> values,
        String path,
        ArmQuery query,
        String origin,
        Conditions conditions,
        String actor,
        Optional<JsonFields> sent) {

    /** A value of the path. */
    public String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no {" + name + "}");
        }
        return value;
    }

    /**
     * The body.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where there is none
     */
    public ArmObject body() {
        return ArmObject.of(sent.orElseThrow(
                () -> Failure.of(ErrorCode.INVALID_JSON, "there is none").toException()));
    }
}
