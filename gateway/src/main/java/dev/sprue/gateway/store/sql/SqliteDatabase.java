package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.error.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sqlite.SQLiteDataSource;

/** The database in the data folder: SQLite with a write-ahead log that reaches the disk at each commit. */
final class SqliteDatabase implements Database {

    private static final System.Logger LOG = System.getLogger(SqliteDatabase.class.getName());

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final DatabaseHealth health;
    private final SqliteReaders readers;
    private final SqliteWriter writer;

    private SqliteDatabase(Path file, SQLiteDataSource source, SqliteSession first) {
        this.health = new DatabaseHealth(file.toString());
        this.readers = new SqliteReaders(source);
        this.writer = new SqliteWriter(source, first, this::tellListeners);
    }

    /**
     * Opens the one in {@code dataDir}, which is made where it is not there, with this release's schema.
     *
     * @param lockWaitMs milliseconds that a transaction waits for one of another process, such as {@code sprue keys}
     * @throws DatabaseException when it cannot be used
     */
    static SqliteDatabase open(Path dataDir, int lockWaitMs) {
        SqliteLibrary.load(dataDir);
        Path file = SqliteFile.prepare(dataDir);
        SQLiteDataSource source = SqliteFile.source(file, lockWaitMs);
        try {
            SqliteSession first = SqliteSession.open(source);
            try {
                SqliteFile.check(file, first);
                SqliteFile.migrate(file, source);
                // JDBI prepares itself with the first query: better here, beside the other work of a start, than in a
                // caller's
                // time.
                first.run(Revision::current);
            } catch (SQLException | RuntimeException failed) {
                first.close();
                throw failed;
            }
            return new SqliteDatabase(file, source, first);
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
        return done(() -> readers.read(work), false);
    }

    @Override
    public <T> T write(Work<T> work) {
        return done(() -> writer.write(work), true);
    }

    private <T> T done(Transaction<T> transaction, boolean writes) {
        try {
            T result = transaction.run();
            health.well(writes);
            return result;
        } catch (TooBusyException tooMuch) {
            throw health.ill(ErrorCode.DATABASE_BUSY, tooMuch);
        } catch (ClosedException closed) {
            throw health.ill(ErrorCode.DATABASE_AWAY, closed);
        } catch (Throwable thrown) {
            Optional<ErrorCode> code = SqliteFaults.code(thrown);
            if (code.isPresent()) {
                throw health.ill(code.get(), thrown);
            }
            throw unchecked(thrown);
        }
    }

    /** One that may end in anything. */
    @FunctionalInterface
    private interface Transaction<T> {

        T run() throws Throwable;
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
                LOG.log(System.Logger.Level.ERROR, "a listener of the database failed", defect);
            }
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException runtime -> runtime;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }

    /** More is asked of the database at once than it takes. */
    static final class TooBusyException extends Exception {

        private static final long serialVersionUID = 1L;

        TooBusyException(String message) {
            super(message);
        }
    }

    /** The service stops. */
    static final class ClosedException extends Exception {

        private static final long serialVersionUID = 1L;

        ClosedException() {
            super("it is being closed");
        }
    }
}
