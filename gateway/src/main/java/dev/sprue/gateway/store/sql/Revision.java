package dev.sprue.gateway.store.sql;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Which change that replicas must hear of was the last. It changes in the transaction that makes the change.
 *
 * @param number how many there have been, 0 and more. Where the database goes back, to a backup or to a standby that had not heard
 *     of the last changes, numbers are used again
 * @param mark random: tells two changes of one number apart
 */
public record Revision(long number, long mark) {

    /** Before anything was read. */
    public static final Revision NONE = new Revision(-1, 0);

    /** The last change. */
    public static Revision current(Handle handle) {
        return handle.createQuery("SELECT number, mark FROM revision WHERE id = 1")
                .map((row, context) -> new Revision(row.getLong(1), row.getLong(2)))
                .one();
    }

    /** Counts a change. */
    public static void raise(Handle handle) {
        handle.execute(
                "UPDATE revision SET number = number + 1, mark = ? WHERE id = 1",
                UUID.randomUUID().getLeastSignificantBits());
    }
}
