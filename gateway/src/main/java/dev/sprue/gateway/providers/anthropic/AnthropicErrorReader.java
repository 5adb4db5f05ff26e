package dev.sprue.gateway.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.ErrorCode;
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

/** Reads what Anthropic's API says when it refuses a request, or fails ({@code ErrorResponse} of its specification). */
final class AnthropicErrorReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_BYTES = 64 * 1024;
    private static final int BAD_REQUEST = 400;

    /** Where a message begins with the place that is at fault: {@code messages.0.content: Field required}. */
    private static final Pattern PLACE =
            Pattern.compile("([a-z][a-z0-9_]*(?:\\.[a-zA-Z0-9_]+){0,12}): .*", Pattern.DOTALL);

    /** An empty account is reported as if the caller's request were wrong. */
    private static final String NO_CREDIT = "Your credit balance is too low";

    private AnthropicErrorReader() {}

    /**
     * @param head the head of the answer, whose status is not 200
     * @param body its body
     */
    static Failure read(String provider, AnswerHead head, byte[] body) {
        UpstreamFault fault = fault(provider, head.status(), body, ProviderErrors.requestId(head));
        boolean noCredit = fault.status() == BAD_REQUEST
                && fault.message().filter(text -> text.startsWith(NO_CREDIT)).isPresent();
        return noCredit
                ? Failure.of(ErrorCode.UPSTREAM_FAILED, provider, "the account there has no credit left")
                        .withUpstream(fault)
                : ProviderErrors.of(fault, ProviderErrors.retryMs(head), Optional.empty());
    }

    /**
     * Reads an error that came under a success, as an event of a stream or as a whole answer: its kind says with which status
     * it would have come otherwise. Of one that is too large for an error nothing is read.
     */
    static Failure readEvent(String provider, Optional<String> requestId, byte[] bytes, int from, int to) {
        byte[] event = to - from <= MAX_BYTES ? Arrays.copyOfRange(bytes, from, to) : new byte[0];
        UpstreamFault fault = fault(provider, 0, event, requestId);
        Failure plain = ProviderErrors.underSuccess(fault);
        int status = fault.type().map(AnthropicErrorReader::status).orElse(0);
        return status == 0
                ? plain
                : ProviderErrors.of(withStatus(fault, status), OptionalLong.empty(), Optional.empty())
                        .inOwnWords(plain.ownWords())
                        .withUpstream(fault);
    }

    /** The status that the API's documentation gives a kind of error; 0 for one that is a failure and no more. */
    private static int status(String type) {
        return switch (type) {
            case "invalid_request_error" -> BAD_REQUEST;
            case "authentication_error" -> 401;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 0;
        };
    }

    private static UpstreamFault withStatus(UpstreamFault fault, int status) {
        return new UpstreamFault(
                fault.provider(),
                status,
                fault.code(),
                fault.message(),
                fault.param(),
                fault.type(),
                fault.requestId());
    }

    private static UpstreamFault fault(String provider, int status, byte[] body, Optional<String> requestId) {
        JsonNode root = MAPPER.missingNode();
        try {
            root = MAPPER.readTree(body);
        } catch (IOException notJson) {
            // A proxy's HTML page, say: its status has to do.
        }
        // A server that is only compatible may say it without the frame.
        JsonNode error = root.has("error") ? root.path("error") : root;
        Optional<String> type = text(error, "type");
        Optional<String> message =
                error.isTextual() ? Optional.of(ProviderErrors.cut(error.asText())) : text(error, "message");
        return new UpstreamFault(
                provider,
                status,
                type,
                message,
                message.flatMap(AnthropicErrorReader::place),
                type,
                requestId.isPresent() ? requestId : text(root, "request_id"));
    }

    private static Optional<String> place(String message) {
        Matcher matcher = PLACE.matcher(message);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull()
                ? Optional.of(ProviderErrors.cut(value.asText()))
                : Optional.empty();
    }
}
