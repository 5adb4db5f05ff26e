package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.http.upstream.AnswerHead;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * From an upstream's refusal to ours, whatever its dialect: what is the caller's to mend keeps its status and words, what is
 * not becomes a gateway error (502, 503, 504), and the provider's own words always travel along.
 */
public final class ProviderErrors {

    private static final int MAX_MESSAGE = 2_000;
    private static final long DEFAULT_RETRY_MS = 5_000;
    private static final long MAX_RETRY_MS = 3_600_000;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");

    private ProviderErrors() {}

    /**
     * The failure of a call that the upstream refused with a status of its own.
     *
     * @param fault what it said, with the status
     * @param retryMs milliseconds that it asks to wait; empty where it does not say
     * @param parameter the parameter that it names, where it names one that the caller can mend
     */
    public static Failure of(UpstreamFault fault, OptionalLong retryMs, Optional<ParameterFault> parameter) {
        return failure(fault, wait(retryMs), parameter)
                .inOwnWords("The provider '" + fault.provider() + "' answered with status " + fault.status() + ".")
                .withUpstream(fault);
    }

    /** The failure of a call whose error came under a success: as an event of a stream, or as a whole answer. */
    public static Failure underSuccess(UpstreamFault fault) {
        String words = fault.message().orElse("it reported an error under status 200");
        return Failure.of(ErrorCode.UPSTREAM_FAILED, fault.provider(), words)
                .inOwnWords("The provider '" + fault.provider() + "' reported an error under status 200.")
                .withUpstream(fault);
    }

    private static Failure failure(UpstreamFault fault, long retryMs, Optional<ParameterFault> parameter) {
        String provider = fault.provider();
        int status = fault.status();
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
            case 422 -> unsupported(fault, parameter);
            default ->
                status >= 400 && status < 500
                        ? Failure.of(ErrorCode.UPSTREAM_REFUSED, words(fault)).withStatus(status)
                        : Failure.of(ErrorCode.UPSTREAM_FAILED, provider, "it answered with status " + status);
        };
    }

    /** A parameter that the model cannot take, in the words of the Model Inference API. */
    private static Failure unsupported(UpstreamFault fault, Optional<ParameterFault> parameter) {
        return parameter.isPresent()
                ? Failure.of(ErrorCode.PARAMETER_NOT_SUPPORTED).withDetails(List.of(parameter.get()))
                : Failure.of(ErrorCode.UPSTREAM_REFUSED, words(fault)).withStatus(422);
    }

    /** The provider's words, or the least that can be said. */
    public static String words(UpstreamFault fault) {
        return fault.message().orElse("the model's provider refused the request with status " + fault.status());
    }

    /** A text of the provider's as an error may carry it. */
    public static String cut(String text) {
        return Shown.text(text, MAX_MESSAGE);
    }

    /** The provider's id of the request, under the names that are in use for it. */
    public static Optional<String> requestId(AnswerHead head) {
        return head.header("x-request-id")
                .or(() -> head.header("request-id"))
                .or(() -> head.header("x-amzn-requestid"))
                .or(() -> head.header("apim-request-id"))
                .or(() -> head.header("mistral-correlation-id"))
                .or(() -> head.header("x-ds-trace-id"))
                .map(ProviderErrors::cut);
    }

    /**
     * How many milliseconds the provider asks to wait: said in milliseconds, in seconds, or until a date (RFC 9110, section
     * 10.2.3); empty where it does not say, or not so that it can be read.
     */
    public static OptionalLong retryMs(AnswerHead head) {
        OptionalDouble asked =
                head.header("retry-after-ms").map(ProviderErrors::number).orElseGet(OptionalDouble::empty);
        if (asked.isEmpty()) {
            asked = head.header("retry-after").map(ProviderErrors::seconds).orElseGet(OptionalDouble::empty);
        }
        return asked.isPresent() ? OptionalLong.of((long) asked.getAsDouble()) : OptionalLong.empty();
    }

    private static long wait(OptionalLong retryMs) {
        return Math.clamp(retryMs.orElse(DEFAULT_RETRY_MS), 0L, MAX_RETRY_MS);
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
