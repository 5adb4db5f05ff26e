package dev.sprue.gateway.api.management;

import dev.sprue.gateway.api.answers.ErrorJson;
import dev.sprue.gateway.api.answers.JsonBody;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import java.util.Optional;

/** Renders a failure as the Azure Resource Manager does: {@code {"error": {code, message, target}}}. */
final class ArmErrorWriter {

    private ArmErrorWriter() {}

    /** The body of an answer. */
    static byte[] body(Failure failure) {
        return JsonBody.of(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code(failure.code()));
            json.writeStringField("message", message(failure));
            Optional<String> target = target(failure);
            if (target.isPresent()) {
                json.writeStringField("target", target.get());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** Limits of inference are none of this API's. */
    private static String message(Failure failure) {
        return failure.code() == ErrorCode.BODY_TOO_LARGE
                ? "The request body is larger than the limit of this API. Send less."
                : failure.message() + " " + failure.remedy();
    }

    private static String code(ErrorCode code) {
        return switch (code) {
            case INVALID_JSON, DUPLICATE_KEY, MISSING_PARAMETER, INVALID_VALUE -> "InvalidRequestContent";
            case RESOURCE_NOT_FOUND -> "ResourceNotFound";
            default -> code.code();
        };
    }

    private static Optional<String> target(Failure failure) {
        return failure.details().stream().findFirst().map(ErrorJson::place);
    }
}
