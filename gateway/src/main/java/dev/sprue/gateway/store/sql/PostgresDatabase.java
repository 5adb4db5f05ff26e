package dev.sprue.gateway.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.sprue.gateway.config.DatabaseConfig;
import dev.sprue.gateway.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * State that several replicas share, in PostgreSQL.
 *
 * <p>A transaction that writes locks the revision's row before anything else: that makes writers one after the other over all
 * replicas. No call waits for a server that is silent for much longer than {@code database.connectMs}.
 */
final class PostgresDatabase implements Database {

    private static final int MOST_ATTEMPTS = 5;
    private static final int LEAST_MS = 250;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final PostgresFeed feed;
    private final DatabaseHealth health;
    private final int connectMs;
    private final String lock;
    /** Held for reading by each transaction, for writing by whoever closes. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private final AtomicBoolean closed = new AtomicBoolean();

    private PostgresDatabase(PostgresSource source, int connectMs) {
        this.connectMs = connectMs;
        pool = source.pool();
        jdbi = Jdbi.create(pool);
        feed = new PostgresFeed(source.direct(), UUID.randomUUID().toString().replace("-", ""));
        health = new DatabaseHealth(source.place());
        // Each statement after the lock sees what others committed before. One round trip for all of it.
        lock = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SELECT " + feed.notification()
                + " FROM revision WHERE id = 1 FOR UPDATE";
    }

    /**
     * Opens it, with this release's schema.
     *
     * @param patienceMs milliseconds to wait for a server that is not there yet
     * @throws DatabaseException when it cannot be used
     */
    static PostgresDatabase open(DatabaseConfig config, long patienceMs) {
        PostgresSource source = new PostgresSource(config);
        new PostgresStart(source, patienceMs).run();
        return new PostgresDatabase(source, config.connectMs());
    }

    @Override
    public Kind kind() {
        return Kind.POSTGRESQL;
    }

    @Override
    public <T> T read(Work<T> work) {
        return transact(false, work);
    }

    @Override
    public <T> T write(Work<T> work) {
        T result = transact(true, work);
        feed.changed();
        return result;
    }

    @Override
    public void onChange(Runnable listener) {
        feed.add(listener);
    }

    private <T> T transact(boolean writes, Work<T> work) {
        if (closed.get() || !open.readLock().tryLock()) {
            throw health.closed();
        }
        long start = System.nanoTime();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    T result = once(writes, work, start);
                    health.well(writes);
                    return result;
                } catch (RuntimeException thrown) {
                    Optional<PostgresTrouble> trouble = PostgresTrouble.of(thrown);
                    if (trouble.isEmpty() || (!writes && trouble.get() == PostgresTrouble.READ_ONLY)) {
                        throw thrown;
                    }
                    if (attempt == MOST_ATTEMPTS || !again(trouble.get(), start)) {
                        throw health.ill(code(trouble.get()), thrown);
                    }
                }
            }
        } finally {
            open.readLock().unlock();
        }
    }

    /**
     * Whether to begin anew: nothing was committed, and there is time. A connection from before the server's restart fails at
     * once; a pool or a server that made somebody wait would do so again.
     */
    private boolean again(PostgresTrouble trouble, long start) {
        return (trouble == PostgresTrouble.CONFLICT || trouble == PostgresTrouble.AWAY)
                && elapsedMs(start) < connectMs / 4;
    }

    private ErrorCode code(PostgresTrouble trouble) {
        return switch (trouble) {
            case BUSY, CONFLICT -> ErrorCode.DATABASE_BUSY;
            case FULL -> ErrorCode.DATABASE_FULL;
            case READ_ONLY -> {
                // Perhaps another server is the one to write by now: the address may name several.
                pool.getHikariPoolMXBean().softEvictConnections();
                yield ErrorCode.DATABASE_FULL;
            }
            case AWAY -> allInUse() ? ErrorCode.DATABASE_BUSY : ErrorCode.DATABASE_AWAY;
            case REFUSED -> ErrorCode.DATABASE_AWAY;
        };
    }

    /** Whether others hold all connections there may be, so that the server need not be to blame. */
    private boolean allInUse() {
        return pool.getHikariPoolMXBean().getActiveConnections() >= pool.getMaximumPoolSize();
    }

    private <T> T once(boolean writes, Work<T> work, long start) {
        try (Handle handle = jdbi.open()) {
            begin(handle, writes, start);
            T result;
            try {
                if (writes) {
                    handle.execute(lock);
                }
                result = work.run(handle);
            } catch (RuntimeException | Error failed) {
                rollback(handle, failed);
                throw failed;
            }
            commit(handle, writes);
            return result;
        }
    }

    private void begin(Handle handle, boolean writes, long start) {
        try {
            Connection connection = handle.getConnection();
            // Neither asks the server anything.
            connection.setNetworkTimeout(Runnable::run, Math.max(LEAST_MS, (int) (connectMs - elapsedMs(start))));
            connection.setReadOnly(!writes);
        } catch (SQLException broken) {
            throw new BrokenConnection(broken);
        }
        handle.begin();
    }

    private void commit(Handle handle, boolean writes) {
        try {
            handle.commit();
        } catch (JdbiException failed) {
            if (writes
                    && PostgresTrouble.of(failed)
                            .filter(PostgresTrouble.AWAY::equals)
                            .isPresent()) {
                throw health.ill(ErrorCode.DATABASE_UNSURE, failed);
            }
            throw failed;
        }
    }

    private static void rollback(Handle handle, Throwable failed) {
        try {
            handle.rollback();
        } catch (JdbiException broken) {
            // The server does it when it sees that the connection is gone.
            failed.addSuppressed(broken);
        }
    }

    private static long elapsedMs(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        feed.close();
        try {
            // No call takes much longer.
            boolean idle = open.writeLock().tryLock(2L * connectMs, TimeUnit.MILLISECONDS);
            if (!idle) {
                System.getLogger(PostgresDatabase.class.getName())
                        .log(System.Logger.Level.WARNING, "the database was closed while it was still in use");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        pool.close();
    }

    /** A connection that could not even be prepared. */
    private static final class BrokenConnection extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BrokenConnection(SQLException cause) {
            super(cause);
        }
    }
}
