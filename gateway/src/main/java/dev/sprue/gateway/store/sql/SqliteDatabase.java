package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.error.FailureException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.sqlite.SQLiteDataSource;

/** The database in the data folder: SQLite with a write-ahead log that reaches the disk at each commit. */
final class SqliteDatabase implements Database {

    private static final Logger LOG = Logger.getLogger(SqliteDatabase.class.getName());

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final SqliteReaders readers;
    private final SqliteWriter writer;

    private SqliteDatabase(SQLiteDataSource source, SqliteSession first) {
        this.readers = new SqliteReaders(source);
        this.writer = new SqliteWriter(source, first, this::tellListeners);
    }

    /** Opens it, with this release's schema. */
    static SqliteDatabase open(Path dataDir) {
        SqliteLibrary.load(dataDir);
        Path file = SqliteFile.prepare(dataDir);
        SQLiteDataSource source = SqliteFile.source(file);
        try {
            SqliteFile.migrate(file, source);
            SqliteSession first = SqliteSession.open(source);
            // JDBI prepares itself with the first query: better here, beside the other work of a start, than in a
            // caller's time.
            first.run(Revision::current);
            return new SqliteDatabase(source, first);
        } catch (SQLException failed) {
            throw SqliteFaults.atOpening(file, failed);
        }
    }

    @Override
    public Kind kind() {
        return Kind.SQLITE;
    }

    @Override
    public <T> T read(Work<T> work) {
        try {
            return readers.read(work);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw SqliteFaults.busy().toException();
        } catch (SQLException | RuntimeException failed) {
            throw unchecked(SqliteFaults.translated(failed));
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        try {
            return writer.write(work);
        } catch (Throwable failed) {
            throw unchecked(SqliteFaults.translated(failed));
        }
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
    }

    private void tellListeners() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException defect) {
                // It must not end the writer's thread.
                LOG.log(Level.SEVERE, "a listener of the database failed", defect);
            }
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case FailureException failure -> failure;
            case RuntimeException runtime -> runtime;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }
}
