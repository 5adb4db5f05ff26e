package dev.sprue.gateway.store.sql;

/**
 * Where the control plane keeps its state. Blocks; for virtual threads and start-up, never for event loops.
 *
 * <p>While it cannot be used, {@link #read} and {@link #write} throw a {@link dev.sprue.gateway.error.FailureException}: 503 with
 * {@code DATABASE_AWAY}, {@code DATABASE_BUSY} or {@code DATABASE_FULL} and when to try again.
 */
public interface Database extends AutoCloseable {

    /** Whether it is shared by replicas or belongs to one process. */
    enum Kind {
        /** A file in the data folder. */
        SQLITE,
        /** A server that several replicas share. */
        POSTGRESQL
    }

    /** Which one it is. */
    Kind kind();

    /** Reads in one transaction, whose queries all see the same moment. */
    <T> T read(Work<T> work);

    /**
     * Writes in one transaction. Transactions that write happen one after the other, over all replicas: what one reads in it
     * is not changed by another before it is done. When this returns, what was written has reached the disk.
     */
    <T> T write(Work<T> work);

    /**
     * Calls {@code listener} soon after somebody wrote, here or in another replica. A hint that may be lost, come late, or come for
     * nothing; {@link Revision} tells the truth.
     */
    void onChange(Runnable listener);

    /** Waits for what is being written, then releases what it holds. */
    @Override
    void close();
}
