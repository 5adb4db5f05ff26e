package dev.sprue.gateway.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears through PostgreSQL's NOTIFY that another replica wrote, on a connection of its own, which it makes again whenever it
 * breaks.
 */
final class PostgresFeed implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PostgresFeed.class.getName());

    private static final String CHANNEL = "sprue_change";
    /** How long it listens before it asks whether anybody is still there. */
    private static final int LISTEN_MS = 5_000;

    private static final int RETRY_MS = 1_000;

    private final DataSource source;
    private final String self;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection connection;

    /**
     * Listens to nothing yet.
     *
     * @param source makes the connection
     * @param self names this replica in what it tells others, so that it does not hear itself; letters and digits
     */
    PostgresFeed(DataSource source, String self) {
        this.source = source;
        this.self = self;
    }

    /** The expression that tells the others, once the transaction that evaluates it is committed. */
    String notification() {
        return "pg_notify('" + CHANNEL + "', '" + self + "')";
    }

    /** Adds a listener; from the first on there is a connection. */
    void add(Runnable listener) {
        listeners.add(listener);
        if (started.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("sprue-database-feed").start(this::run);
        }
    }

    /** Calls the listeners. */
    void changed() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException defect) {
                LOG.log(System.Logger.Level.ERROR, "a listener to changes of the database failed", defect);
            }
        }
    }

    private void run() {
        while (!isClosed()) {
            try (Connection fresh = source.getConnection()) {
                connection = fresh;
                listen(fresh);
            } catch (SQLException broken) {
                // The calls that fail say it to the operator, and those who listen look by themselves from time to
                // time.
                pause();
            }
        }
    }

    private void listen(Connection fresh) throws SQLException {
        try (Statement statement = fresh.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
        }
        // What was written while nobody listened.
        changed();
        PGConnection notifying = fresh.unwrap(PGConnection.class);
        while (!isClosed()) {
            PGNotification[] heard = notifying.getNotifications(LISTEN_MS);
            if (heard == null || heard.length == 0) {
                if (!fresh.isValid(RETRY_MS / 1_000)) {
                    throw new SQLException("nobody answers any more");
                }
            } else if (byOthers(heard)) {
                changed();
            }
        }
    }

    private boolean byOthers(PGNotification[] heard) {
        for (PGNotification one : heard) {
            if (!self.equals(one.getParameter())) {
                return true;
            }
        }
        return false;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            boolean ended = closed.await(RETRY_MS, TimeUnit.MILLISECONDS);
            assert ended || !isClosed();
        } catch (InterruptedException stopped) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Connection open = connection;
        if (open != null) {
            try {
                // Not close(): that would wait for the answer to what is being read.
                open.abort(Runnable::run);
            } catch (SQLException alreadyGone) {
                // As wanted.
            }
        }
    }
}
