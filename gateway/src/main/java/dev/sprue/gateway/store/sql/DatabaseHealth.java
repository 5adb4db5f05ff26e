package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Turns troubles of a database into answers, and tells the operator once when one begins and once when all is well again. */
final class DatabaseHealth {

    private static final System.Logger LOG = System.getLogger(DatabaseHealth.class.getName());

    private final String place;
    private final AtomicReference<@Nullable ErrorCode> trouble = new AtomicReference<>();

    /** @param place which database this is, for the log; without a secret */
    DatabaseHealth(String place) {
        this.place = place;
    }

    /**
     * A transaction was done.
     *
     * @param wrote whether it wrote; reading goes on while the disk is full, and shows nothing
     */
    void well(boolean wrote) {
        ErrorCode before = trouble.get();
        if (before != null && (wrote || before == ErrorCode.DATABASE_AWAY) && trouble.compareAndSet(before, null)) {
            LOG.log(System.Logger.Level.INFO, "the database " + place + " can be used again");
        }
    }

    /**
     * A transaction was not done.
     *
     * @return what to throw: the failure {@code code}, with when to try again
     */
    FailureException ill(ErrorCode code, Throwable cause) {
        if (trouble.getAndSet(code) != code) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the database " + place
                            + (code == ErrorCode.DATABASE_BUSY ? " has more to do than it can" : " cannot be used")
                            + "; inference goes on, management is answered with 503: "
                            + innermost(cause));
        }
        return Failure.of(code).withRetryAfterMs(retryAfterMs(code)).toException();
    }

    /** What to throw once the database is closed, which is no trouble but the service's end. */
    FailureException closed() {
        return Failure.of(ErrorCode.DATABASE_AWAY)
                .withRetryAfterMs(retryAfterMs(ErrorCode.DATABASE_AWAY))
                .toException();
    }

    private static long retryAfterMs(ErrorCode code) {
        return switch (code) {
            case DATABASE_BUSY -> 1_000;
            case DATABASE_FULL -> 10_000;
            default -> 2_000;
        };
    }

    /** What happened in the end, in its own words: the wrappers around it only say that something did. */
    static String innermost(Throwable thrown) {
        String words = thrown.getClass().getSimpleName();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                words = message.strip();
            }
        }
        return words;
    }
}
