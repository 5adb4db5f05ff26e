package dev.sprue.gateway.api.answers;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.UpstreamFault;
import java.io.IOException;
import java.util.Optional;

/** What all surfaces say alike of a failure. */
public final class ErrorJson {

    private ErrorJson() {}

    /** The cause, and what to do about it where the cause is not somebody else's text. */
    public static String message(Failure failure) {
        return failure.code().recorded() ? failure.message() : failure.message() + " " + failure.remedy();
    }

    /** A place in a request's body as OpenAI and ARM write it: {@code messages[0].content}. */
    public static String place(ParameterFault fault) {
        StringBuilder place = new StringBuilder();
        for (Object step : fault.location().subList(1, fault.location().size())) {
            switch (step) {
                case Integer index -> place.append('[').append(index).append(']');
                default -> place.append(place.isEmpty() ? "" : ".").append(step);
            }
        }
        return place.toString();
    }

    /** Whose fault it is, in OpenAI's words. */
    public static String type(Failure failure) {
        return failure.status() < 500 ? "invalid_request_error" : "server_error";
    }

    /** The field {@code innererror}: what a provider said. */
    public static void innerError(JsonGenerator json, UpstreamFault fault) throws IOException {
        json.writeObjectFieldStart("innererror");
        json.writeStringField("code", fault.code().orElse("ProviderError"));
        json.writeStringField("provider", fault.provider());
        if (fault.status() != 0) {
            json.writeNumberField("status", fault.status());
        }
        optional(json, "message", fault.message());
        optional(json, "param", fault.param());
        optional(json, "request_id", fault.requestId());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }
}
