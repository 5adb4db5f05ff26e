package dev.sprue.gateway.api.cohere;

import dev.sprue.gateway.api.answers.ErrorJson;
import dev.sprue.gateway.api.answers.JsonBody;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.inference.BodyFaults;
import java.util.List;
import java.util.stream.Collectors;

/** Renders a failure as Cohere words it, {@code {"id", "message"}}, with the catalogue's code and what a provider said beside that. */
final class CohereErrorWriter {

    private CohereErrorWriter() {}

    /** The body of an answer to the request of that id. */
    static byte[] body(String id, Failure failure) {
        return JsonBody.of(json -> {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("message", message(failure));
            json.writeStringField("code", failure.code().code());
            if (failure.upstream().isPresent()) {
                ErrorJson.innerError(json, failure.upstream().get());
            }
            json.writeEndObject();
        });
    }

    /** There is no list of faults here as on other surfaces: what is in it goes into the message, where the message does not say it. */
    private static String message(Failure failure) {
        return switch (failure.code()) {
            case UNKNOWN_MODEL -> failure.message() + ". " + failure.remedy();
            case NO_MODEL_NAME -> failure.message() + " " + failure.remedy();
            case PARAMETER_NOT_SUPPORTED ->
                failure.upstream().flatMap(fault -> fault.message()).orElseGet(() -> failure.details().stream()
                        .map(fault -> "'" + place(fault.location()) + "' is not supported: " + fault.message() + ".")
                        .collect(Collectors.joining(" ")));
            default -> ErrorJson.message(failure);
        };
    }

    private static String place(List<Object> location) {
        return BodyFaults.shortened(
                location.stream().skip(1).map(Object::toString).collect(Collectors.joining(".")));
    }

    /** The status of an answer: a deployment that cannot rerank is, to Cohere's clients, a model that is wrong here. */
    static int status(Failure failure) {
        return failure.code() == ErrorCode.OPERATION_NOT_SUPPORTED ? 400 : failure.status();
    }
}
