package dev.sprue.gateway.store.sql;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A write that waits for the writer's thread, and whose caller waits for it.
 *
 * @param <T> what comes of it
 */
final class QueuedWrite<T> {

    /** Not this write failed, but the transaction that it shared with others. */
    static final class TransactionLostException extends Exception {

        private static final long serialVersionUID = 1L;

        private TransactionLostException(Throwable cause) {
            super(cause);
        }
    }

    private final Work<T> work;
    private final CountDownLatch done = new CountDownLatch(1);

    /** Written by the writer's thread before {@link #done}. */
    private @Nullable T result;

    private @Nullable Throwable thrown;

    QueuedWrite(Work<T> work) {
        this.work = work;
    }

    /** Does it in {@code session}'s transaction, of which nothing stays when it fails. May be called again when that is lost. */
    void runIn(SqliteSession session) throws SQLException, TransactionLostException {
        result = null;
        thrown = null;
        session.execute("SAVEPOINT one_write");
        try {
            result = session.run(work);
        } catch (Throwable failed) {
            thrown = failed;
            try {
                session.execute("ROLLBACK TO one_write");
            } catch (SQLException transactionGone) {
                throw new TransactionLostException(failed);
            }
        }
        session.execute("RELEASE one_write");
    }

    /** Tells the caller how it went. */
    void acknowledge() {
        done.countDown();
    }

    /** Tells the caller that {@code cause} kept it from being done, unless it was told how it went. */
    void fail(Throwable cause) {
        if (done.getCount() == 0) {
            return;
        }
        thrown = cause instanceof TransactionLostException && cause.getCause() != null ? cause.getCause() : cause;
        done.countDown();
    }

    /** Waits for the end, which comes soon in any case. An interruption does not keep it from being done, so it is kept for later. */
    @SuppressWarnings(
            "NullAway") // a work without a result is no work: what it returns is not null where its type says so
    T await() throws Throwable {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thrown != null) {
            throw thrown;
        }
        return result;
    }
}
