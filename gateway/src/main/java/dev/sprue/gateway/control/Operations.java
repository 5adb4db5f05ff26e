package dev.sprue.gateway.control;

import dev.sprue.gateway.store.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What the management API did in the last days, for those who ask how an operation ended. */
public final class Operations {

    /** How long they are kept. */
    static final Duration KEPT = Duration.ofDays(7);

    private final Database database;

    /** Those of a database. */
    public Operations(Database database) {
        this.database = database;
    }

    /** The operation with that id; empty where there is none, or none any more. */
    public Optional<Operation> find(String id) {
        if (!isId(id)) {
            return Optional.empty();
        }
        return database.read(handle -> handle.select(
                        "SELECT id, resource, target, kind, started_by, started_at, ended_at FROM operations WHERE id = ?",
                        id)
                .map((row, context) -> new Operation(
                        row.getString("id"),
                        row.getString("resource"),
                        row.getString("target"),
                        row.getString("kind"),
                        row.getString("started_by"),
                        Instant.ofEpochMilli(row.getLong("started_at")),
                        Instant.ofEpochMilli(row.getLong("ended_at"))))
                .findOne());
    }

    /**
     * Records an operation in the transaction of the change that it makes, and forgets those that are too old.
     *
     * @param resource the resource's folded name
     * @param target the name of what is changed
     * @param kind what is done
     * @param actor who asked for it
     * @return its id
     */
    public static String record(
            Handle handle, String resource, String target, String kind, String actor, Instant startedAt, Instant now) {
        String id = UUID.randomUUID().toString();
        handle.execute(
                "DELETE FROM operations WHERE ended_at < ?", now.minus(KEPT).toEpochMilli());
        handle.execute(
                "INSERT INTO operations (id, resource, target, kind, status, started_by, started_at, ended_at)"
                        + " VALUES (?, ?, ?, ?, 'Succeeded', ?, ?, ?)",
                id,
                resource,
                target,
                kind,
                actor,
                startedAt.toEpochMilli(),
                now.toEpochMilli());
        return id;
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
