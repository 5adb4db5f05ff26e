package dev.sprue.gateway.cli.management;

import java.util.Optional;

/** The service's answer that something is not done, in its own words. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Optional<String> retryAfter;

    /**
     * @param status the HTTP status
     * @param code what the service calls the error; empty where its answer is none of Sprue's
     * @param message what it says of it
     * @param retryAfter in how many seconds it asks to be called again
     */
    Refusal(int status, String code, String message, Optional<String> retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What the service calls the error; empty where its answer is none of Sprue's. */
    public String code() {
        return code;
    }

    /** In how many seconds it asks to be called again. */
    public Optional<String> retryAfter() {
        return retryAfter;
    }
}
