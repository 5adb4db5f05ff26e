package dev.sprue.gateway.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.json.JsonFields;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * From an OpenAI-compatible server's failure to ours: what is the caller's to mend keeps its status and words, what is
 * not becomes a gateway error (502, 503, 504), and the provider's own words always travel along.
 */
final class OpenAiErrorReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_MESSAGE = 2_000;
    private static final int MAX_BYTES = 64 * 1024;
    private static final long DEFAULT_RETRY_MS = 5_000;
    private static final long MAX_RETRY_MS = 3_600_000;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");

    /**
     * What the headers of the answer add.
     *
     * @param requestId the provider's id of the request
     * @param retryAfter its {@code retry-after}
     * @param retryAfterMs its {@code retry-after-ms}, which Azure sends
     */
    record Headers(Optional<String> requestId, Optional<String> retryAfter, Optional<String> retryAfterMs) {}

    private OpenAiErrorReader() {}

    /**
     * @param status the HTTP status of the answer, not 200
     * @param body its body
     * @param request the body of the request that was refused
     */
    static Failure read(String provider, int status, byte[] body, Headers headers, JsonFields request) {
        UpstreamFault fault = fault(provider, status, body, headers.requestId());
        return failure(provider, status, fault, retryMs(headers), request)
                .inOwnWords("The provider '" + provider + "' answered with status " + status + ".")
                .withUpstream(fault);
    }

    /**
     * Reads an error that came under a success: as an event of a stream, or as a whole answer with status 200; of one
     * that is too large for an error nothing.
     */
    static Failure readEvent(String provider, byte[] bytes, int from, int to) {
        byte[] event = to - from <= MAX_BYTES ? Arrays.copyOfRange(bytes, from, to) : new byte[0];
        UpstreamFault fault = fault(provider, 0, event, Optional.empty());
        String words = fault.message().orElse("it reported an error under status 200");
        return Failure.of(ErrorCode.UPSTREAM_FAILED, provider, words)
                .inOwnWords("The provider '" + provider + "' reported an error under status 200.")
                .withUpstream(fault);
    }

    private static Failure failure(String provider, int status, UpstreamFault fault, long retryMs, JsonFields request) {
        long retrySeconds = (retryMs + 999) / 1_000;
        return switch (status) {
            case 401, 403 -> Failure.of(ErrorCode.UPSTREAM_AUTH_FAILED, provider);
            case 404 -> Failure.of(ErrorCode.UPSTREAM_MODEL_NOT_FOUND, provider);
            // Between Sprue and the provider, or its account there: nothing that the caller could mend.
            case 402, 405, 406, 407, 411, 417, 421, 426 ->
                Failure.of(ErrorCode.UPSTREAM_FAILED, provider, "it answered with status " + status);
            case 408, 504 -> Failure.of(ErrorCode.UPSTREAM_TIMEOUT, provider, "it said so itself");
            case 429 ->
                Failure.of(ErrorCode.UPSTREAM_RATE_LIMITED, provider, retrySeconds)
                        .withRetryAfterMs(retryMs);
            case 503, 529 ->
                Failure.of(ErrorCode.UPSTREAM_OVERLOADED, provider, retrySeconds)
                        .withRetryAfterMs(retryMs);
            case 422 -> unsupported(fault, request);
            default ->
                status >= 400 && status < 500
                        ? Failure.of(ErrorCode.UPSTREAM_REFUSED, words(fault)).withStatus(status)
                        : Failure.of(ErrorCode.UPSTREAM_FAILED, provider, "it answered with status " + status);
        };
    }

    /** A parameter that the model cannot take, in the words of the Model Inference API. */
    private static Failure unsupported(UpstreamFault fault, JsonFields request) {
        if (fault.param().isEmpty()) {
            return Failure.of(ErrorCode.UPSTREAM_REFUSED, words(fault)).withStatus(422);
        }
        return Failure.of(ErrorCode.PARAMETER_NOT_SUPPORTED)
                .withDetails(List.of(
                        OpenAiParam.fault(fault.param().get(), request, "parameter_not_supported", words(fault))));
    }

    private static String words(UpstreamFault fault) {
        return fault.message().orElse("the model's provider refused the request with status " + fault.status());
    }

    private static UpstreamFault fault(String provider, int status, byte[] body, Optional<String> requestId) {
        JsonNode error = MAPPER.missingNode();
        try {
            JsonNode root = MAPPER.readTree(body);
            error = root.path("error").isMissingNode() ? root : root.path("error");
        } catch (IOException notJson) {
            // A proxy's HTML page, say, or bytes of no character set at all: its status has to do.
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

    /** How long the provider asks to wait: in milliseconds, in seconds, or until a date (RFC 9110, section 10.2.3). */
    private static long retryMs(Headers headers) {
        OptionalDouble asked =
                headers.retryAfterMs().map(OpenAiErrorReader::number).orElseGet(OptionalDouble::empty);
        if (asked.isEmpty()) {
            asked = headers.retryAfter().map(OpenAiErrorReader::seconds).orElseGet(OptionalDouble::empty);
        }
        return asked.isPresent() ? Math.clamp((long) asked.getAsDouble(), 0L, MAX_RETRY_MS) : DEFAULT_RETRY_MS;
    }

    private static OptionalDouble seconds(String header) {
        OptionalDouble seconds = number(header);
        return seconds.isPresent() ? OptionalDouble.of(seconds.getAsDouble() * 1_000) : untilDate(header);
    }

    private static OptionalDouble number(String header) {
        return NUMBER.matcher(header.strip()).matches()
                ? OptionalDouble.of(Double.parseDouble(header.strip()))
                : OptionalDouble.empty();
    }

    private static OptionalDouble untilDate(String header) {
        try {
            Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip()));
            return OptionalDouble.of(Duration.between(Instant.now(), date).toMillis());
        } catch (DateTimeException neither) {
            return OptionalDouble.empty();
        }
    }
}
