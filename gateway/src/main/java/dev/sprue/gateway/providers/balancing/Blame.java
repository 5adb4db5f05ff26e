package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.error.Failure;

/** Whose fault a failure is: it decides whether another provider is asked, and whether the breaker counts it. */
enum Blame {
    /** The provider's, or that of what lies between: it counts, and another one is asked. */
    PROVIDER,
    /** Nobody's: the provider limits the rate. Another one is asked, and this one is left in peace for as long as it asks. */
    RATE,
    /** The provider's dialect cannot say what the caller wants: another one's perhaps can. */
    DIALECT,
    /** The caller's, as the provider has said: the next one would say it too. */
    CALLER,
    /** Nothing that a provider has to do with: time is up, memory is short, Sprue stops or has a defect. */
    NOBODY;

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    static Blame of(Failure failure) {
        return switch (failure.code()) {
            case UPSTREAM_FAILED,
                    UPSTREAM_TIMEOUT,
                    UPSTREAM_OVERLOADED,
                    UPSTREAM_AUTH_FAILED,
                    UPSTREAM_CREDENTIAL_MISSING,
                    UPSTREAM_MODEL_NOT_FOUND,
                    ENGINE_UNAVAILABLE -> PROVIDER;
            case UPSTREAM_RATE_LIMITED -> RATE;
            case UPSTREAM_REFUSED -> CALLER;
            case PARAMETER_NOT_SUPPORTED -> failure.upstream().isPresent() ? CALLER : DIALECT;
            default ->
                failure.status() >= CLIENT_ERROR && failure.status() < SERVER_ERROR
                        ? failure.upstream().isPresent() ? CALLER : DIALECT
                        : NOBODY;
        };
    }

    /** Whether another provider may do better. */
    boolean passesOn() {
        return this == PROVIDER || this == RATE || this == DIALECT;
    }

    /** Whether the same provider may do better a moment later. */
    boolean passes() {
        return this == PROVIDER || this == RATE;
    }
}
