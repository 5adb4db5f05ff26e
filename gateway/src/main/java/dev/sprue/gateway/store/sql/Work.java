package dev.sprue.gateway.store.sql;

import org.jdbi.v3.core.Handle;

/**
 * What is done in one transaction.
 *
 * <p>It may be done again from the start where the database asks for that, so it changes nothing outside the database.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface Work<T> {

    /** Does it; whatever it throws undoes what it did. */
    T run(Handle handle);
}
