package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.config.DatabaseConfig;
import java.nio.file.Path;
import java.util.Optional;

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
}
