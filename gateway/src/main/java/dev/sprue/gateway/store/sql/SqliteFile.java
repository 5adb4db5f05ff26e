package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.store.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database's file in the data folder. */
final class SqliteFile {

    /** Its name in the data folder. SQLite keeps two more beside it, {@code -wal} and {@code -shm}. */
    static final String NAME = "sprue.db";

    /** The write-ahead log is cut back to this many bytes after a large transaction. */
    private static final int LOG_LIMIT_BYTES = 8 << 20;

    private SqliteFile() {}

    /** Makes the file where there is none, for this user only. */
    static Path prepare(Path dataDir) {
        Path file = dataDir.resolve(NAME).toAbsolutePath();
        try {
            if (!Files.exists(file)) {
                PrivateFiles.makeFolder(dataDir.toAbsolutePath());
                // An empty file is an empty database; its write-ahead log inherits who may read it.
                PrivateFiles.alone(file.resolveSibling("sprue.lock"), () -> {
                    if (!Files.exists(file)) {
                        PrivateFiles.write(file, "");
                    }
                    return file;
                });
            }
            return file;
        } catch (IOException failed) {
            throw new DatabaseException(
                    "The database " + file + " cannot be made: " + failed
                            + ". See that this user may write the folder.",
                    failed);
        }
    }

    /** Refuses a file that is damaged. Takes 2 ms with 10,000 deployments. */
    static void check(Path file, SqliteSession session) throws SQLException {
        String found = session.text("PRAGMA quick_check(1)");
        if (!found.equals("ok")) {
            throw SqliteFaults.damaged(file, found);
        }
    }

    /** Brings the schema up to date, one process at a time. */
    static void migrate(Path file, SQLiteDataSource source) throws SQLException {
        if (Migrations.upToDate(source, Database.Kind.SQLITE, file.toString())) {
            return;
        }
        try {
            PrivateFiles.alone(file.resolveSibling("sprue.lock"), () -> {
                try {
                    Migrations.apply(source, Database.Kind.SQLITE, file.toString());
                } catch (SQLException failed) {
                    throw SqliteFaults.atOpening(file, failed);
                }
                return file;
            });
        } catch (IOException failed) {
            throw new DatabaseException("The folder of " + file + " cannot be written: " + failed, failed);
        }
    }

    /** How connections to the file are made. */
    static SQLiteDataSource source(Path file, int lockWaitMs) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setJournalSizeLimit(LOG_LIMIT_BYTES);
        config.setBusyTimeout(lockWaitMs);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
