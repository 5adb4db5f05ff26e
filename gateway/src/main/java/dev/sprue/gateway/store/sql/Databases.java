package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.config.DatabaseConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import jdk.jfr.FlightRecorder;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.JdbiStatementEvent;

/** Opens the database of this service. */
public final class Databases {

    /** How long a start waits for a server that starts at the same time. */
    private static final int PATIENCE_MS = 30_000;

    /** How long a transaction in SQLite waits for one of another process. */
    private static final int LOCK_WAIT_MS = 5_000;

    private Databases() {}

    /**
     * The database as configured, with this release's schema: a server's, or {@code sprue.db} in {@code dataDir}, which is made
     * where it is not there. Waits half a minute for a server that is not there yet.
     *
     * @throws DatabaseException when it cannot be used
     */
    public static Database open(Optional<DatabaseConfig> config, Path dataDir) {
        return config.isPresent()
                ? PostgresDatabase.open(config.get(), PATIENCE_MS)
                : SqliteDatabase.open(dataDir, LOCK_WAIT_MS);
    }

    /**
     * Begins, beside whatever else a start has to do first, with what the first query of a process would wait for: JDBI announces
     * its queries to the JDK's flight recorder, which takes as long as all the rest of opening a database. Returns at once.
     */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("sprue-database").start(() -> {
            if (FlightRecorder.isAvailable()) {
                FlightRecorder.register(JdbiStatementEvent.class);
            }
            Jdbi.create(Databases::nowhere);
        });
    }

    private static Connection nowhere() throws SQLException {
        throw new SQLException("nothing is connected here");
    }
}
