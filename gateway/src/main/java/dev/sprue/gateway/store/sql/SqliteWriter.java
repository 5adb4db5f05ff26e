package dev.sprue.gateway.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * The one thread that writes. What has gathered while it was at the disk goes there together, in one transaction with a savepoint
 * each: one that fails leaves no trace, and takes no other with it. Callers are told when the disk has it.
 */
final class SqliteWriter implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SqliteWriter.class.getName());

    /** How many writes may wait. */
    static final int MOST_WAITING = 256;

    private final SQLiteDataSource source;
    private final Runnable written;
    private final BlockingQueue<QueuedWrite<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final QueuedWrite<Boolean> end = new QueuedWrite<>(handle -> true);
    private final Thread thread;

    /** Guarded by this. */
    private boolean closed;

    /** The writer's thread alone uses it; absent before the first write and after a failure of the connection. */
    private @Nullable SqliteSession session;

    /**
     * Starts the thread.
     *
     * @param first a connection to begin with
     * @param written is called on the writer's thread after each transaction
     */
    SqliteWriter(SQLiteDataSource source, SqliteSession first, Runnable written) {
        this.source = source;
        this.session = first;
        this.written = written;
        this.thread = Thread.ofPlatform().name("sprue-sqlite").daemon().start(this::loop);
    }

    /** Does {@code work} and waits until the disk has it. */
    <T> T write(Work<T> work) throws Throwable {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a write within a write would wait for itself");
        }
        QueuedWrite<T> write = new QueuedWrite<>(work);
        synchronized (this) {
            if (closed) {
                throw new SqliteDatabase.ClosedException();
            }
            if (!queue.offer(write)) {
                throw new SqliteDatabase.TooBusyException(MOST_WAITING + " writes wait already");
            }
        }
        return write.await();
    }

    /** How many writes wait for the thread. */
    int waiting() {
        return queue.size();
    }

    private void loop() {
        List<QueuedWrite<?>> group = new ArrayList<>();
        boolean last = false;
        while (!last) {
            group.add(next());
            queue.drainTo(group);
            last = group.remove(end);
            if (!group.isEmpty()) {
                survive(group);
                group.clear();
            }
        }
        discardSession();
    }

    /** Writes, and lets nobody wait for ever for a thread that has ended: whatever is thrown fails these writes and no later ones. */
    private void survive(List<QueuedWrite<?>> group) {
        try {
            writeAll(group);
        } catch (Throwable defect) {
            group.forEach(write -> write.fail(defect));
            discardSession();
            LOG.log(System.Logger.Level.ERROR, "writes to the database have failed", defect);
        }
    }

    private QueuedWrite<?> next() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException nobodyMayStopIt) {
                // Only close() ends this thread, in order.
            }
        }
    }

    private void writeAll(List<QueuedWrite<?>> group) {
        SqliteSession open;
        try {
            open = session == null ? SqliteSession.open(source) : session;
            session = open;
            open.execute("BEGIN IMMEDIATE");
        } catch (SQLException failed) {
            discardUnlessSpared(failed);
            group.forEach(write -> write.fail(failed));
            return;
        }
        Optional<Throwable> lost = commit(open, group);
        if (lost.isPresent() && group.size() > 1) {
            // The disk had no room for all of them. Perhaps it has for some.
            group.forEach(write -> writeAll(List.of(write)));
        } else {
            lost.ifPresent(cause -> group.forEach(write -> write.fail(cause)));
        }
    }

    /** Does the group's work in the transaction that has begun and ends it; what lost the whole transaction, if anything did. */
    private Optional<Throwable> commit(SqliteSession open, List<QueuedWrite<?>> group) {
        try {
            for (QueuedWrite<?> write : group) {
                write.runIn(open);
            }
            open.execute("COMMIT");
        } catch (SQLException | QueuedWrite.TransactionLostException failed) {
            if (!open.undo()) {
                discardSession();
            } else {
                discardUnlessSpared(failed);
            }
            return Optional.of(failed);
        }
        group.forEach(QueuedWrite::acknowledge);
        written.run();
        return Optional.empty();
    }

    private void discardUnlessSpared(Throwable failed) {
        if (!SqliteFaults.sparesConnection(failed)) {
            discardSession();
        }
    }

    private void discardSession() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                // From here on nobody else offers, so this is the last one.
                if (!queue.contains(end)) {
                    queue.put(end);
                }
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
