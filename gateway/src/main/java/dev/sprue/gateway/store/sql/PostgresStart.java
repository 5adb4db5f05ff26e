package dev.sprue.gateway.store.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Brings a PostgreSQL database up to this release: waits until its server is there, and lets one replica at a time do it. */
final class PostgresStart {

    private static final System.Logger LOG = System.getLogger(PostgresStart.class.getName());

    /** PostgreSQL's advisory locks are numbers; "sprue" in ASCII is ours. */
    private static final long LOCK = 0x73_70_72_75_65L;

    private static final int LOCK_MS = 60_000;
    private static final int RETRY_MS = 250;

    private final PostgresSource source;
    private final long patienceMs;

    /** @param patienceMs milliseconds to wait for the server */
    PostgresStart(PostgresSource source, long patienceMs) {
        this.source = source;
        this.patienceMs = patienceMs;
    }

    /** @throws DatabaseException when the database cannot be used */
    void run() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        boolean said = false;
        while (true) {
            try {
                migrate();
                return;
            } catch (SQLException failed) {
                if (!mayPass(failed) || System.nanoTime() > end) {
                    throw unusable(failed);
                }
                if (!said) {
                    said = true;
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "waiting for the database " + source.place() + ", at most " + patienceMs / 1_000 + " s: "
                                    + failed.getMessage());
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MS));
        }
    }

    private void migrate() throws SQLException {
        if (Migrations.upToDate(source.direct(), Database.Kind.POSTGRESQL, name())) {
            return;
        }
        try (Connection connection = source.patient().getConnection();
                Statement statement = connection.createStatement()) {
            requireUnicode(statement);
            statement.execute("SET lock_timeout = " + LOCK_MS);
            // Ends with the connection.
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            Migrations.apply(source.patient(), Database.Kind.POSTGRESQL, name());
        }
    }

    /** What people write into tags and descriptions must find a place. */
    private void requireUnicode(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            if (!row.getString(1).equals("UTF8")) {
                throw new DatabaseException(capitalized(name()) + " cannot be used: its encoding is " + row.getString(1)
                        + ". Make one for Sprue WITH ENCODING 'UTF8' TEMPLATE template0.");
            }
        }
    }

    private static boolean mayPass(SQLException failed) {
        Optional<PostgresTrouble> trouble = PostgresTrouble.of(failed);
        return trouble.map(found -> switch (found) {
                    case AWAY, BUSY, CONFLICT -> true;
                    case FULL, READ_ONLY, REFUSED -> false;
                })
                .orElse(false);
    }

    private DatabaseException unusable(SQLException failed) {
        String remedy =
                switch (PostgresTrouble.of(failed).orElse(PostgresTrouble.AWAY)) {
                    case REFUSED -> "See that this database and this user are there, and that the password is right.";
                    case FULL -> "Make room on its disk.";
                    case READ_ONLY -> "See that database.url names the server that may be written, not its standby.";
                    case AWAY -> "See that the server runs, that it is no standby, and that database.url says where.";
                    case BUSY, CONFLICT -> "Start again when it has less to do.";
                };
        return new DatabaseException(
                capitalized(name()) + " cannot be used: " + DatabaseHealth.innermost(failed) + " " + remedy, failed);
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String name() {
        return "the database " + source.place();
    }
}
