package dev.sprue.gateway.api.gemini;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.api.answers.ErrorJson;
import dev.sprue.gateway.api.answers.JsonBody;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.UpstreamFault;
import java.io.IOException;
import java.util.stream.Collectors;

/** Renders a failure as Google words it: {@code {"error": {code, message, status, details}}}, a {@code google.rpc.Status}. */
final class GeminiErrorWriter {

    private static final String TYPE = "@type";
    private static final String RPC = "type.googleapis.com/google.rpc.";
    private static final int MAX_FAULTS = 100;

    private GeminiErrorWriter() {}

    /** The status of an answer: this API has no 422. */
    static int status(Failure failure) {
        return failure.status() == 422 ? 400 : failure.status();
    }

    private static String word(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 405 -> "UNIMPLEMENTED";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }

    /** The body of an answer, and the last event of a stream that broke after its first byte. */
    static byte[] body(Failure failure) {
        int status = status(failure);
        return JsonBody.of(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeNumberField("code", status);
            json.writeStringField("message", message(failure));
            json.writeStringField("status", word(status));
            if (!failure.details().isEmpty() || failure.retryAfterMs().isPresent()) {
                json.writeArrayFieldStart("details");
                details(failure, json);
                json.writeEndArray();
            }
            if (failure.upstream().isPresent()) {
                ErrorJson.innerError(json, failure.upstream().get());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static void details(Failure failure, JsonGenerator json) throws IOException {
        if (!failure.details().isEmpty()) {
            json.writeStartObject();
            json.writeStringField(TYPE, RPC + "BadRequest");
            json.writeArrayFieldStart("fieldViolations");
            for (ParameterFault fault :
                    failure.details().stream().limit(MAX_FAULTS).toList()) {
                json.writeStartObject();
                json.writeStringField("field", place(fault));
                json.writeStringField("description", fault.message());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        if (failure.retryAfterMs().isPresent()) {
            json.writeStartObject();
            json.writeStringField(TYPE, RPC + "RetryInfo");
            json.writeStringField(
                    "retryDelay", Math.ceilDiv(failure.retryAfterMs().getAsLong(), 1_000L) + "s");
            json.writeEndObject();
        }
    }

    private static String message(Failure failure) {
        if (failure.code() == ErrorCode.PARAMETER_NOT_SUPPORTED) {
            return failure.upstream()
                    .flatMap(UpstreamFault::message)
                    .orElseGet(() -> failure.message() + " "
                            + failure.details().stream()
                                    .limit(10)
                                    .map(fault -> place(fault) + ": " + fault.message())
                                    .collect(Collectors.joining(" ")));
        }
        return ErrorJson.message(failure);
    }

    private static String place(ParameterFault fault) {
        StringBuilder place = new StringBuilder();
        for (Object step : fault.location().subList(1, fault.location().size())) {
            switch (step) {
                case Integer index -> place.append('[').append(index).append(']');
                default -> place.append(place.isEmpty() ? "" : ".").append(step);
            }
        }
        return place.toString();
    }
}
