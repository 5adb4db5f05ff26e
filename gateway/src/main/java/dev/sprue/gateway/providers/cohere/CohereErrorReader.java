package dev.sprue.gateway.providers.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.providers.upstream.ErrorBody;
import dev.sprue.gateway.providers.upstream.ProviderErrors;
import java.util.Optional;

/** Reads Cohere's errors, {@code {"id", "message"}}; what stands before it (a gateway of Azure's) may say {@code {"error"}} instead. */
final class CohereErrorReader {

    /** A token that the operator of the account does not allow was in the request, or would have been in the answer. */
    private static final int INVALID_TOKEN = 498;

    /** Somebody at Cohere gave the request up. */
    private static final int CANCELLED = 499;

    private CohereErrorReader() {}

    static Failure refusal(String provider, AnswerHead head, byte[] body) {
        JsonNode error = ErrorBody.tree(body);
        if (error.path("error").isObject()) {
            error = error.path("error");
        }
        Optional<String> id = ErrorBody.text(error, "id")
                .or(() -> head.header("x-debug-trace-id").map(ProviderErrors::cut));
        UpstreamFault fault = new UpstreamFault(
                provider,
                head.status(),
                ErrorBody.text(error, "code"),
                ErrorBody.text(error, "message").or(() -> ErrorBody.text(ErrorBody.tree(body), "error")),
                Optional.empty(),
                ErrorBody.text(error, "type"),
                ProviderErrors.requestId(head).or(() -> id));
        Failure failure = ProviderErrors.of(fault, ProviderErrors.retryMs(head), Optional.empty());
        return switch (head.status()) {
            // Neither is a status that clients know.
            case INVALID_TOKEN -> failure.withStatus(400);
            case CANCELLED ->
                Failure.of(ErrorCode.UPSTREAM_FAILED, provider, "it gave the request up")
                        .withUpstream(fault);
            default -> failure;
        };
    }

    /** An error that came under a success, in these words of Cohere's if there are any. */
    static Failure underSuccess(String provider, Optional<String> message) {
        return ProviderErrors.underSuccess(new UpstreamFault(
                provider,
                0,
                Optional.empty(),
                message.map(ProviderErrors::cut),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }
}
