package dev.sprue.gateway.providers.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.providers.upstream.ErrorBody;
import dev.sprue.gateway.providers.upstream.ProviderErrors;
import java.util.Optional;

/** Reads Ollama's errors, {@code {"error": "text"}}; what stands before it may say {@code {"error": {"message", "code"}}} instead. */
final class OllamaErrorReader {

    private OllamaErrorReader() {}

    static Failure refusal(String provider, AnswerHead head, byte[] body) {
        UpstreamFault fault = fault(provider, head.status(), ErrorBody.tree(body), ProviderErrors.requestId(head));
        return ProviderErrors.of(fault, ProviderErrors.retryMs(head), Optional.empty());
    }

    /** An error that came under a success: as an answer, or as a line of a stream. */
    static Failure underSuccess(String provider, byte[] body) {
        return ProviderErrors.underSuccess(fault(provider, 0, ErrorBody.tree(body), Optional.empty()));
    }

    private static UpstreamFault fault(String provider, int status, JsonNode body, Optional<String> requestId) {
        JsonNode error = body.path("error");
        return new UpstreamFault(
                provider,
                status,
                ErrorBody.text(error, "code"),
                ErrorBody.text(body, "error")
                        .or(() -> ErrorBody.text(error, "message"))
                        .or(() -> ErrorBody.text(body, "message")),
                Optional.empty(),
                ErrorBody.text(error, "type"),
                requestId);
    }
}
