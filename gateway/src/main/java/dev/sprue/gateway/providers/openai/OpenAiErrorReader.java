package dev.sprue.gateway.providers.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.error.UpstreamFault;
import java.util.List;
import java.util.Optional;

/**
 * From an OpenAI-compatible server's failure to ours: what is the caller's to mend keeps its status and words, what is
 * not becomes a gateway error (502, 503, 504), and the provider's own words always travel along.
 */
final class OpenAiErrorReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_MESSAGE = 2_000;
    private static final long DEFAULT_RETRY_MS = 5_000;
    private static final long MAX_RETRY_MS = 3_600_000;

    private OpenAiErrorReader() {}

    /**
     * @param status the HTTP status of the answer, not 200
     * @param body its body
     * @param requestId the provider's id of the request
     * @param retryAfter its {@code retry-after} header
     */
    static Failure read(
            String provider, int status, byte[] body, Optional<String> requestId, Optional<String> retryAfter) {
        UpstreamFault fault = fault(provider, status, body, requestId);
        long retryMs = retryAfter.map(OpenAiErrorReader::seconds).orElse(DEFAULT_RETRY_MS);
        return failure(provider, status, fault, retryMs).withUpstream(fault);
    }

    /** Reads an error that came as an event in the middle of a stream. */
    static Failure readEvent(String provider, byte[] event) {
        UpstreamFault fault = fault(provider, 0, event, Optional.empty());
        String words = fault.message().orElse("it reported an error in the stream");
        return Failure.of(ErrorCode.UPSTREAM_FAILED, provider, words).withUpstream(fault);
    }

    private static Failure failure(String provider, int status, UpstreamFault fault, long retryMs) {
        long retrySeconds = (retryMs + 999) / 1_000;
        return switch (status) {
            case 401, 403 -> Failure.of(ErrorCode.UPSTREAM_AUTH_FAILED, provider);
            case 404 -> Failure.of(ErrorCode.UPSTREAM_MODEL_NOT_FOUND, provider);
            case 408, 504 -> Failure.of(ErrorCode.UPSTREAM_TIMEOUT, provider, "it said so itself");
            case 429 ->
                Failure.of(ErrorCode.UPSTREAM_RATE_LIMITED, provider, retrySeconds)
                        .withRetryAfterMs(retryMs);
            case 503, 529 ->
                Failure.of(ErrorCode.UPSTREAM_OVERLOADED, provider, retrySeconds)
                        .withRetryAfterMs(retryMs);
            case 422 -> unsupported(fault);
            default ->
                status >= 400 && status < 500
                        ? Failure.of(ErrorCode.UPSTREAM_REFUSED, words(fault)).withStatus(status)
                        : Failure.of(ErrorCode.UPSTREAM_FAILED, provider, "it answered with status " + status);
        };
    }

    /** A parameter that the model cannot take, in the words of the Model Inference API. */
    private static Failure unsupported(UpstreamFault fault) {
        if (fault.param().isEmpty()) {
            return Failure.of(ErrorCode.UPSTREAM_REFUSED, words(fault)).withStatus(422);
        }
        List<String> location = List.of("body", fault.param().get());
        return Failure.of(ErrorCode.PARAMETER_NOT_SUPPORTED)
                .withDetails(List.of(new ParameterFault(location, "null", "parameter_not_supported", words(fault))));
    }

    private static String words(UpstreamFault fault) {
        return fault.message().orElse("the model's provider refused the request with status " + fault.status());
    }

    private static UpstreamFault fault(String provider, int status, byte[] body, Optional<String> requestId) {
        JsonNode error = MAPPER.missingNode();
        try {
            JsonNode root = MAPPER.readTree(body);
            error = root.path("error").isMissingNode() ? root : root.path("error");
        } catch (JsonProcessingException notJson) {
            // A proxy's HTML page, say: its status has to do.
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        if (error.isTextual()) {
            return new UpstreamFault(
                    provider, status, Optional.empty(), Optional.of(cut(error.asText())), Optional.empty(), requestId);
        }
        return new UpstreamFault(
                provider, status, text(error, "code"), text(error, "message"), text(error, "param"), requestId);
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() ? Optional.of(cut(value.asText())) : Optional.empty();
    }

    private static String cut(String text) {
        return Shown.text(text, MAX_MESSAGE);
    }

    private static long seconds(String header) {
        try {
            double seconds = Double.parseDouble(header.strip());
            return Math.clamp((long) (seconds * 1_000), 0L, MAX_RETRY_MS);
        } catch (NumberFormatException aDate) {
            return DEFAULT_RETRY_MS;
        }
    }
}
