package dev.sprue.gateway.store.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a database's schema up to this release.
 *
 * <p>Flyway takes longer to start than the rest of the gateway; it is asked only where one query shows that the schema is behind.
 */
final class Migrations {

    /** The version that the scripts beside this class lead to. */
    static final int LATEST = 1;

    private static final String HISTORY = "flyway_schema_history";

    /** Held here because a logger that nobody holds forgets its level. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private Migrations() {}

    /**
     * Brings the schema up to date. One process at a time: the caller sees to that.
     *
     * @param name the database as people know it, without a secret
     * @throws DatabaseException when the database belongs to a newer release, or a script fails
     * @throws SQLException when the database cannot be read
     */
    static void apply(DataSource source, Database.Kind kind, String name) throws SQLException {
        if (upToDate(source, kind, name)) {
            return;
        }
        FLYWAY.setLevel(Level.WARNING);
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:dev/sprue/gateway/store/sql")
                    .placeholders(types(kind))
                    .table(HISTORY)
                    .load()
                    .migrate();
        } catch (FlywayException failed) {
            throw new DatabaseException(
                    "The schema of " + name + " cannot be brought up to this release: " + failed.getMessage(), failed);
        }
    }

    /** What the scripts call by one name and the databases by two. */
    private static Map<String, String> types(Database.Kind kind) {
        return switch (kind) {
            case SQLITE -> Map.of("blob", "BLOB", "name", "TEXT");
            case POSTGRESQL -> Map.of("blob", "BYTEA", "name", "TEXT COLLATE \"C\"");
        };
    }

    /**
     * Whether there is nothing to do.
     *
     * @throws DatabaseException when the database belongs to a newer release
     */
    static boolean upToDate(DataSource source, Database.Kind kind, String name) throws SQLException {
        int version;
        try (Connection connection = source.getConnection()) {
            version = version(connection, kind);
        }
        if (version > LATEST) {
            throw new DatabaseException(
                    name + " was written by a newer release of Sprue: its schema has version " + version
                            + ", and this release knows versions up to " + LATEST
                            + ". Run that release, or restore a backup that was made before the update.");
        }
        return version == LATEST;
    }

    /** The schema's version, 0 where there is no schema. */
    private static int version(Connection connection, Database.Kind kind) throws SQLException {
        String exists =
                switch (kind) {
                    case SQLITE -> "SELECT count(*) FROM sqlite_master WHERE name = '" + HISTORY + "'";
                    case POSTGRESQL -> "SELECT CASE WHEN to_regclass('" + HISTORY + "') IS NULL THEN 0 ELSE 1 END";
                };
        try (Statement statement = connection.createStatement()) {
            if (number(statement, exists) == 0) {
                return 0;
            }
            return number(
                    statement,
                    "SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM " + HISTORY
                            + " WHERE success AND version IS NOT NULL");
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
