package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns troubles of a database into answers, and tells the operator once when one begins and once when all is well again. What
 * comes and goes is told of every half minute at most.
 */
final class DatabaseHealth {

    private static final System.Logger LOG = System.getLogger(DatabaseHealth.class.getName());

    /** How long it says nothing of another trouble after it has spoken of one. */
    static final Duration QUIET = Duration.ofSeconds(30);

    private final String place;
    private final LongSupplier nanoTime;

    /** The trouble that the operator knows of; absent while all is well. Written under this. */
    private volatile @Nullable ErrorCode told;

    /** When it was told. Guarded by this. */
    private long toldNanos;

    /** @param place which database this is, for the log; without a secret */
    DatabaseHealth(String place) {
        this(place, System::nanoTime);
    }

    DatabaseHealth(String place, LongSupplier nanoTime) {
        this.place = place;
        this.nanoTime = nanoTime;
        this.toldNanos = nanoTime.getAsLong() - QUIET.toNanos();
    }

    /**
     * A transaction was done.
     *
     * @param wrote whether it wrote; reading goes on while the disk is full, and shows nothing
     */
    void well(boolean wrote) {
        if (told != null) {
            forget(wrote);
        }
    }

    private synchronized void forget(boolean wrote) {
        if (told != null && (wrote || told != ErrorCode.DATABASE_FULL)) {
            told = null;
            LOG.log(System.Logger.Level.INFO, "the database " + place + " can be used again");
        }
    }

    /**
     * A transaction was not done.
     *
     * @return what to throw: the failure {@code code}, with when to try again
     */
    FailureException ill(ErrorCode code, Throwable cause) {
        if (isNews(code)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the database " + place
                            + (code == ErrorCode.DATABASE_BUSY ? " has more to do than it can" : " cannot be used")
                            + "; inference goes on as of its last change, management is answered with 503: "
                            + innermost(cause));
        }
        return Failure.of(code).withRetryAfterMs(retryAfterMs(code)).toException();
    }

    /**
     * Whether to tell the operator. A server that is away looks busy to those who come while others hold all connections, and breaks
     * commits: that is one trouble. A full disk is another.
     */
    private synchronized boolean isNews(ErrorCode code) {
        ErrorCode before = told;
        boolean same = before != null && (before == ErrorCode.DATABASE_FULL) == (code == ErrorCode.DATABASE_FULL);
        long now = nanoTime.getAsLong();
        if (same || now - toldNanos < QUIET.toNanos()) {
            return false;
        }
        told = code;
        toldNanos = now;
        return true;
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
