package dev.sprue.gateway.store.sql;

import org.jdbi.v3.core.Handle;

/** The number that grows with each change that replicas must hear of, in the transaction that makes the change. */
public final class Revision {

    private Revision() {}

    /** The number of the last change. */
    public static long current(Handle handle) {
        return handle.createQuery("SELECT number FROM revision WHERE id = 1")
                .mapTo(Long.class)
                .one();
    }

    /** Counts a change. */
    public static void raise(Handle handle) {
        handle.execute("UPDATE revision SET number = number + 1 WHERE id = 1");
    }
}
