package dev.sprue.gateway.error;

/** Carries a {@link Failure} up to the surface. It has no stack trace: it is an answer, not a defect. */
public final class FailureException extends RuntimeException {

    private final transient Failure failure;

    /** Wraps {@code failure}. */
    public FailureException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** The failure to answer with. */
    public Failure failure() {
        return failure;
    }
}
