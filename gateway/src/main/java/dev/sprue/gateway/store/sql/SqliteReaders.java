package dev.sprue.gateway.store.sql;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteDataSource;

/** A few connections that read, each made when it is first needed. They neither wait for the writer nor hold it up. */
final class SqliteReaders implements AutoCloseable {

    private static final int MOST = 3;
    private static final int TURN_WAIT_MS = 5_000;

    private final SQLiteDataSource source;
    private final Semaphore turns = new Semaphore(MOST);
    private final Deque<SqliteSession> idle = new ArrayDeque<>();
    private boolean closed;

    SqliteReaders(SQLiteDataSource source) {
        this.source = source;
    }

    /** Reads in one transaction. */
    <T> T read(Work<T> work) throws SQLException, SqliteDatabase.TooBusyException, SqliteDatabase.ClosedException {
        if (!awaitTurn()) {
            throw new SqliteDatabase.TooBusyException("all connections that read are in use");
        }
        try {
            SqliteSession session = take();
            boolean sound = false;
            try {
                session.execute("BEGIN");
                T result = session.run(work);
                sound = true;
                return result;
            } finally {
                giveBack(session, session.undo() && sound);
            }
        } finally {
            turns.release();
        }
    }

    private boolean awaitTurn() {
        try {
            return turns.tryAcquire(TURN_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private SqliteSession take() throws SQLException, SqliteDatabase.ClosedException {
        Optional<SqliteSession> waiting;
        synchronized (idle) {
            if (closed) {
                throw new SqliteDatabase.ClosedException();
            }
            waiting = Optional.ofNullable(idle.pollFirst());
        }
        if (waiting.isPresent()) {
            return waiting.get();
        }
        SqliteSession made = SqliteSession.open(source);
        made.execute("PRAGMA query_only = 1");
        return made;
    }

    private void giveBack(SqliteSession session, boolean sound) {
        synchronized (idle) {
            if (sound && !closed) {
                idle.addFirst(session);
                return;
            }
        }
        session.close();
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(SqliteSession::close);
            idle.clear();
        }
    }
}
