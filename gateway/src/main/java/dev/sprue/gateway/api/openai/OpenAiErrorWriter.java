package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.api.answers.ErrorJson;
import dev.sprue.gateway.api.answers.JsonBody;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.UpstreamFault;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renders a failure as this API words it: what concerns the gateway in Azure's way, {@code {"error": {code, message}}}; what is
 * wrong with a request in OpenAI's, {@code {"error": {message, type, param, code}}}.
 */
final class OpenAiErrorWriter {

    private static final int MAX_FAULTS = 10;

    /** Fields that a model takes or does not, whatever their value. */
    private static final Set<String> TAKEN_OR_NOT = Set.of(
            "frequency_penalty",
            "function_call",
            "functions",
            "parallel_tool_calls",
            "presence_penalty",
            "seed",
            "stop",
            "tool_choice",
            "tools");

    private static final String NO_DEPLOYMENT =
            "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes,"
                    + " please wait a moment and try again.";

    private OpenAiErrorWriter() {}

    /** The status of an answer: this API has no 422, and 400 where a model cannot do what is asked. */
    static int status(Failure failure) {
        return failure.status() == 422 || failure.code() == ErrorCode.OPERATION_NOT_SUPPORTED ? 400 : failure.status();
    }

    /** The body of an answer. */
    static byte[] body(Failure failure) {
        return render(failure, isOfRequest(failure));
    }

    /** The last event of a stream that broke after its first byte. */
    static byte[] event(Failure failure) {
        return render(failure, true);
    }

    private static byte[] render(Failure failure, boolean asOpenAi) {
        return JsonBody.of(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            if (asOpenAi) {
                json.writeStringField("message", message(failure));
                json.writeStringField("type", type(failure));
                json.writeStringField("param", param(failure));
                json.writeStringField("code", code(failure));
            } else {
                json.writeStringField("code", code(failure));
                json.writeStringField("message", message(failure));
            }
            if (failure.upstream().isPresent()) {
                ErrorJson.innerError(json, failure.upstream().get());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** Whether the request itself is at fault, and not where it went, who sent it, or how busy it is there. */
    private static boolean isOfRequest(Failure failure) {
        return switch (failure.code()) {
            case INVALID_JSON,
                    DUPLICATE_KEY,
                    MISSING_PARAMETER,
                    INVALID_VALUE,
                    EXTRA_PARAMETERS,
                    INVALID_EXTRA_PARAMETERS_OPTION,
                    PARAMETER_NOT_SUPPORTED,
                    REMOTE_FILE_NOT_ALLOWED,
                    REMOTE_FILE_FAILED,
                    MODEL_NOT_FOUND,
                    UPSTREAM_REFUSED -> true;
            default -> false;
        };
    }

    private static String message(Failure failure) {
        return switch (failure.code()) {
            case UNKNOWN_MODEL -> NO_DEPLOYMENT;
            case UNSUPPORTED_API_VERSION -> "API version not supported";
            case PARAMETER_NOT_SUPPORTED ->
                failure.upstream().flatMap(UpstreamFault::message).orElseGet(() -> unsupported(failure));
            default -> ErrorJson.message(failure);
        };
    }

    /** All that the model cannot do, place by place. */
    private static String unsupported(Failure failure) {
        return failure.details().stream()
                .limit(MAX_FAULTS)
                .map(fault -> "Unsupported " + (isField(fault) ? "parameter" : "value") + ": '" + ErrorJson.place(fault)
                        + "'. " + fault.message())
                .collect(Collectors.joining(" "));
    }

    private static boolean isField(ParameterFault fault) {
        return TAKEN_OR_NOT.contains(ErrorJson.place(fault));
    }

    private static String type(Failure failure) {
        return failure.upstream().flatMap(UpstreamFault::type).orElseGet(() -> ErrorJson.type(failure));
    }

    private static @Nullable String param(Failure failure) {
        Optional<String> provider = failure.upstream().flatMap(UpstreamFault::param);
        return provider.orElseGet(() -> failure.details().isEmpty()
                ? null
                : ErrorJson.place(failure.details().getFirst()));
    }

    private static @Nullable String code(Failure failure) {
        return switch (failure.code()) {
            case UNKNOWN_MODEL -> "DeploymentNotFound";
            case UNSUPPORTED_API_VERSION -> "BadRequest";
            case EXTRA_PARAMETERS -> "unknown_parameter";
            case PARAMETER_NOT_SUPPORTED ->
                failure.upstream()
                        .flatMap(UpstreamFault::code)
                        .orElse(isField(failure.details().getFirst()) ? "unsupported_parameter" : "unsupported_value");
            case UPSTREAM_REFUSED -> refusal(failure);
            default -> failure.code().code();
        };
    }

    /** The provider's own; OpenAI has none for many refusals, which only its {@code type} tells from an answer that is none. */
    private static @Nullable String refusal(Failure failure) {
        Optional<UpstreamFault> fault = failure.upstream();
        boolean said = fault.flatMap(UpstreamFault::type).isPresent();
        return fault.flatMap(UpstreamFault::code)
                .orElse(said ? null : failure.code().code());
    }
}
