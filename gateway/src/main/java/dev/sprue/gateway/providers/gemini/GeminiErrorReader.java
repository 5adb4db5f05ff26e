package dev.sprue.gateway.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.providers.upstream.ProviderErrors;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what Google's servers say when they refuse: {@code google.rpc.Status} with its details, alone, in an array as one of
 * their streams begins, or as an event of a stream.
 *
 * <p>A status of theirs is not always what it seems: an API key that is wrong is a 400 here, and so is a country or an account
 * that may not use the service. Neither is the caller's to mend.
 */
final class GeminiErrorReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_BYTES = 64 * 1024;
    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERROR = 500;
    private static final String TYPE = "type.googleapis.com/google.rpc.";
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9}))?s");

    private GeminiErrorReader() {}

    /** An answer with an error status. */
    static Failure refusal(String provider, AnswerHead head, byte[] body) {
        JsonNode error = error(body);
        UpstreamFault fault = fault(provider, head.status(), error, ProviderErrors.requestId(head));
        OptionalLong retryMs = retryMs(error);
        return failure(fault, retryMs.isPresent() ? retryMs : ProviderErrors.retryMs(head), error);
    }

    /** An error that came under a success, as an event of a stream or in the place of an answer. */
    static Failure underSuccess(String provider, byte[] bytes, int from, int to) {
        byte[] event = to - from <= MAX_BYTES ? Arrays.copyOfRange(bytes, from, to) : new byte[0];
        JsonNode error = error(event);
        int status = error.path("code").asInt();
        UpstreamFault fault = fault(provider, status, error, Optional.empty());
        return status >= 400 && status < 600
                ? failure(fault, retryMs(error), error)
                : ProviderErrors.underSuccess(fault);
    }

    private static Failure failure(UpstreamFault fault, OptionalLong retryMs, JsonNode error) {
        int meant = meant(fault, error);
        return meant == fault.status()
                ? ProviderErrors.of(fault, retryMs, Optional.empty())
                : ProviderErrors.of(with(fault, meant), retryMs, Optional.empty())
                        .inOwnWords(
                                "The provider '" + fault.provider() + "' answered with status " + fault.status() + ".")
                        .withUpstream(fault);
    }

    /** The status that says what is wrong. */
    private static int meant(UpstreamFault fault, JsonNode error) {
        if (fault.status() == 400
                && detail(error, "ErrorInfo").path("reason").asText().startsWith("API_KEY_")) {
            return UNAUTHORIZED;
        }
        boolean account = fault.status() == 400
                && fault.code().filter("FAILED_PRECONDITION"::equals).isPresent();
        // 499: Google's own word for a call that somebody has cancelled, which was not our caller.
        return account || fault.status() == 499 ? SERVER_ERROR : fault.status();
    }

    private static UpstreamFault with(UpstreamFault fault, int status) {
        return new UpstreamFault(
                fault.provider(),
                status,
                fault.code(),
                fault.message(),
                fault.param(),
                fault.type(),
                fault.requestId());
    }

    private static JsonNode error(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            JsonNode status = root.isArray() ? root.path(0) : root;
            return status.path("error").isMissingNode() ? status : status.path("error");
        } catch (IOException notJson) {
            // A proxy's page, say: its status has to do.
            return MAPPER.missingNode();
        }
    }

    private static UpstreamFault fault(String provider, int status, JsonNode error, Optional<String> requestId) {
        if (error.isTextual()) {
            return new UpstreamFault(
                    provider,
                    status,
                    Optional.empty(),
                    Optional.of(ProviderErrors.cut(error.asText())),
                    Optional.empty(),
                    Optional.empty(),
                    requestId);
        }
        JsonNode violation = detail(error, "BadRequest").path("fieldViolations").path(0);
        return new UpstreamFault(
                provider,
                status,
                text(error.path("status")),
                text(error.path("message")),
                text(violation.path("field")).filter(field -> !field.isEmpty()).map(GeminiErrorReader::parameter),
                text(detail(error, "ErrorInfo").path("reason")),
                requestId.or(() -> text(detail(error, "RequestInfo").path("requestId"))));
    }

    /** What the caller calls what Google calls so; where the caller has no such thing, Google's name. */
    private static String parameter(String field) {
        String name = field.startsWith("generation_config.") ? field.substring("generation_config.".length()) : field;
        return switch (name) {
            case "max_output_tokens" -> "max_tokens";
            case "stop_sequences" -> "stop";
            case "candidate_count" -> "n";
            case "logprobs" -> "top_logprobs";
            case "response_logprobs" -> "logprobs";
            case "response_mime_type", "response_schema", "response_json_schema" -> "response_format";
            case "thinking_config", "thinking_config.thinking_budget", "thinking_config.thinking_level" ->
                "reasoning_effort";
            case "output_dimensionality" -> "dimensions";
            default -> name;
        };
    }

    private static JsonNode detail(JsonNode error, String type) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asText().equals(TYPE + type)) {
                return detail;
            }
        }
        return MAPPER.missingNode();
    }

    private static Optional<String> text(JsonNode value) {
        return value.isValueNode() && !value.isNull()
                ? Optional.of(ProviderErrors.cut(value.asText()))
                : Optional.empty();
    }

    /** How long {@code google.rpc.RetryInfo} asks to wait, a {@code google.protobuf.Duration} in text. */
    private static OptionalLong retryMs(JsonNode error) {
        JsonNode delay = detail(error, "RetryInfo").path("retryDelay");
        Matcher seconds = SECONDS.matcher(delay.asText());
        if (seconds.matches()) {
            String fraction = seconds.group(2) == null ? "" : seconds.group(2);
            return OptionalLong.of(
                    Long.parseLong(seconds.group(1)) * 1_000 + Long.parseLong((fraction + "000").substring(0, 3)));
        }
        return OptionalLong.empty();
    }
}
