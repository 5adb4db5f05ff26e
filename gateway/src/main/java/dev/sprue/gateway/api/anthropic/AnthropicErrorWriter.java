package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.answers.ErrorJson;
import dev.sprue.gateway.api.answers.JsonBody;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.UpstreamFault;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Renders a failure as this API words it: {@code {"type": "error", "error": {type, message}}}. */
final class AnthropicErrorWriter {

    private static final int OVERLOADED = 529;
    private static final int MAX_FAULTS = 10;

    private AnthropicErrorWriter() {}

    /** The status of an answer: this API has no 422, and 529 where there is too much to do. */
    static int status(Failure failure) {
        return switch (failure.code()) {
            case UPSTREAM_OVERLOADED, OVERLOADED, MEMORY_SHORT -> OVERLOADED;
            default -> failure.status() == 422 ? 400 : failure.status();
        };
    }

    private static String type(Failure failure) {
        return switch (status(failure)) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case OVERLOADED -> "overloaded_error";
            default -> failure.status() < 500 ? "invalid_request_error" : "api_error";
        };
    }

    /** The body of an answer. */
    static byte[] body(Failure failure, String requestId) {
        return JsonBody.of(json -> {
            json.writeStartObject();
            json.writeStringField("type", "error");
            json.writeObjectFieldStart("error");
            json.writeStringField("type", type(failure));
            json.writeStringField("message", message(failure));
            if (failure.upstream().isPresent()) {
                ErrorJson.innerError(json, failure.upstream().get());
            }
            json.writeEndObject();
            json.writeStringField("request_id", requestId);
            json.writeEndObject();
        });
    }

    /** The last event of a stream that broke after its first byte. */
    static byte[] event(Failure failure, String requestId) {
        String body = new String(body(failure, requestId), StandardCharsets.UTF_8);
        return ("event: error\ndata: " + body + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String message(Failure failure) {
        if (failure.code() == ErrorCode.PARAMETER_NOT_SUPPORTED) {
            return failure.upstream().flatMap(UpstreamFault::message).orElseGet(() -> unsupported(failure));
        }
        return ErrorJson.message(failure);
    }

    /** All that the model cannot do, place by place. */
    private static String unsupported(Failure failure) {
        return failure.message() + " "
                + failure.details().stream()
                        .limit(MAX_FAULTS)
                        .map(fault -> place(fault) + ": " + fault.message())
                        .collect(Collectors.joining(" "));
    }

    private static String place(ParameterFault fault) {
        return fault.location().stream().skip(1).map(String::valueOf).collect(Collectors.joining("."));
    }
}
