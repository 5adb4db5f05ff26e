package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.config.DatabaseConfig;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the database of this service. */
public final class Databases {

    private Databases() {}

    /**
     * The database as configured, with this release's schema: a server's, or {@code sprue.db} in {@code dataDir}, which is made
     * where it is not there.
     *
     * @throws DatabaseException when it cannot be used
     */
    public static Database open(Optional<DatabaseConfig> config, Path dataDir) {
        if (config.isPresent()) {
            throw new DatabaseException("PostgreSQL is not supported by this build. Leave 'database' out.");
        }
        return SqliteDatabase.open(dataDir);
    }
}
