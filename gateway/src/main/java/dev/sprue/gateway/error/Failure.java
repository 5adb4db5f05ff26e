package dev.sprue.gateway.error;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One failed call: a case of the catalogue with what this call adds to it.
 *
 * @param code the case
 * @param status the HTTP status, 400 to 599; the catalogue's but where an upstream's own status is passed on
 * @param message the cause, filled in
 * @param remedy what to do, filled in
 * @param details the parameters that are at fault, in the order of the request; empty where none is
 * @param retryAfterMs milliseconds after which a retry makes sense; empty where that is not known
 * @param upstream what the provider said, where a provider is the cause
 * @param ownWords the cause without a word of the caller's or a provider's, for a log
 */
public record Failure(
        ErrorCode code,
        int status,
        String message,
        String remedy,
        List<ParameterFault> details,
        OptionalLong retryAfterMs,
        Optional<UpstreamFault> upstream,
        String ownWords) {

    /** Makes a failure whose message takes {@code args}; the remedy takes none. */
    public static Failure of(ErrorCode code, Object... args) {
        String message = code.message().formatted(args);
        return new Failure(
                code,
                code.status(),
                message,
                code.remedy(),
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                message);
    }

    /** Makes a failure of a provider that could not be reached, or gave something that is no answer: what it was says {@code what}. */
    public static Failure ofProvider(String provider, String what) {
        return of(ErrorCode.UPSTREAM_FAILED, provider, what).withUpstream(UpstreamFault.silent(provider));
    }

    /** The same in other words; what a log may say stays. */
    public Failure withMessage(String newMessage) {
        return new Failure(code, status, newMessage, remedy, details, retryAfterMs, upstream, ownWords);
    }

    /** The same with the remedy's template filled in. */
    public Failure remedied(Object... args) {
        return new Failure(
                code, status, message, code.remedy().formatted(args), details, retryAfterMs, upstream, ownWords);
    }

    /** The same with another status. */
    public Failure withStatus(int newStatus) {
        return new Failure(code, newStatus, message, remedy, details, retryAfterMs, upstream, ownWords);
    }

    /** The same, naming the parameters at fault. */
    public Failure withDetails(List<ParameterFault> newDetails) {
        return new Failure(code, status, message, remedy, List.copyOf(newDetails), retryAfterMs, upstream, ownWords);
    }

    /** The same, saying when to retry. */
    public Failure withRetryAfterMs(long newRetryAfterMs) {
        return new Failure(
                code, status, message, remedy, details, OptionalLong.of(newRetryAfterMs), upstream, ownWords);
    }

    /** The same with the provider's words. */
    public Failure withUpstream(UpstreamFault fault) {
        return new Failure(code, status, message, remedy, details, retryAfterMs, Optional.of(fault), ownWords);
    }

    /** The same where the message holds words of others, with what a log may say instead. */
    public Failure inOwnWords(String words) {
        return new Failure(code, status, message, remedy, details, retryAfterMs, upstream, words);
    }

    /** This failure as something to throw where a method cannot return it. */
    public FailureException toException() {
        return new FailureException(this);
    }
}
