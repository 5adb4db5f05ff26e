package dev.sprue.gateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.Tries;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Writes that reach the disk together, each for itself. */
@SuppressWarnings("NullAway.Init")
class SqliteWriterTest {

    private static final String LARGE = "x".repeat(1 << 20);

    @TempDir
    Path folder;

    private final AtomicInteger transactions = new AtomicInteger();
    private SqliteWriter writer;

    @BeforeEach
    void start() throws Exception {
        SqliteLibrary.load(folder);
        var source = SqliteFile.source(SqliteFile.prepare(folder), 100);
        SqliteSession session = SqliteSession.open(source);
        session.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
        writer = new SqliteWriter(source, session, transactions::incrementAndGet);
    }

    @AfterEach
    void stop() {
        writer.close();
    }

    @Test
    void whatWasAcknowledgedIsThereAndNothingElse() throws Throwable {
        int rounds = Tries.of(60, 2_000);
        List<FutureTask<Map<String, String>>> threads = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int number = thread;
            FutureTask<Map<String, String>> task = new FutureTask<>(() -> history(number, rounds));
            threads.add(task);
            Thread.startVirtualThread(task);
        }
        Map<String, String> model = new HashMap<>();
        for (FutureTask<Map<String, String>> thread : threads) {
            model.putAll(thread.get());
        }
        assertThat(model).isNotEmpty();
        assertThat(contents()).isEqualTo(model);
    }

    /** Does many things under names of its own, and returns what must be there in the end. */
    private Map<String, String> history(int thread, int rounds) {
        Random random = new Random(41 + thread);
        Map<String, String> model = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            step(random.nextInt(6), thread + "/" + random.nextInt(10), "value " + round, model);
        }
        return model;
    }

    private void step(int kind, String name, String value, Map<String, String> model) {
        switch (kind) {
            case 0, 1 -> {
                write(handle -> put(handle, name, value));
                model.put(name, value);
            }
            case 2 -> {
                int removed = write(handle -> handle.execute("DELETE FROM kept WHERE name = ?", name));
                assertThat(removed).isEqualTo(model.remove(name) == null ? 0 : 1);
            }
            case 3 ->
                assertThatThrownBy(() -> write(handle -> {
                            put(handle, name, "half");
                            throw new IllegalArgumentException("on purpose");
                        }))
                        .isInstanceOf(IllegalArgumentException.class);
            case 4 ->
                assertThatThrownBy(() -> write(handle -> {
                            put(handle, name, "half");
                            return handle.execute("INSERT INTO kept VALUES (?, 'twice')", name);
                        }))
                        .hasStackTraceContaining("SQLITE_CONSTRAINT");
            default ->
                // The transaction ends under everybody's feet, as SQLite itself ends it after some errors.
                assertThatThrownBy(() -> write(handle -> {
                            put(handle, name, "half");
                            return handle.execute("ROLLBACK");
                        }))
                        .hasStackTraceContaining("no such savepoint");
        }
    }

    @Test
    void whatGathersMeanwhileIsOneTransaction() throws Exception {
        HeldWriter held = new HeldWriter(writer);
        for (int i = 0; i < 20; i++) {
            String name = "name " + i;
            held.ask(handle -> put(handle, name, "x"));
        }
        assertThat(held.release()).allMatch(Optional::isEmpty);
        assertThat(contents()).hasSize(20);
        Await.until("the one that held it up, all of them, and what looked", () -> transactions.get() == 3);
    }

    @Test
    void aWriteForWhichThereIsNoRoomTakesNoOtherWithIt() throws Exception {
        long pages = write(handle -> number(handle, "PRAGMA page_count"));
        write(handle -> number(handle, "PRAGMA max_page_count = " + (pages + 4)));
        HeldWriter held = new HeldWriter(writer);
        for (int i = 0; i < 10; i++) {
            String name = i == 5 ? "large" : "name " + i;
            held.ask(handle -> put(handle, name, name.equals("large") ? LARGE : "x"));
        }
        List<Optional<Throwable>> thrown = held.release();
        assertThat(thrown.remove(5).flatMap(SqliteFaults::code)).contains(ErrorCode.DATABASE_FULL);
        assertThat(thrown).allMatch(Optional::isEmpty);
        assertThat(contents()).hasSize(9).doesNotContainKey("large");
    }

    @Test
    void aWriteThatEndsTheTransactionOfAllTakesNoOtherWithIt() throws Exception {
        HeldWriter held = new HeldWriter(writer);
        held.ask(handle -> put(handle, "before", "x"));
        held.ask(handle -> handle.execute("ROLLBACK"));
        held.ask(handle -> put(handle, "after", "x"));
        List<Optional<Throwable>> thrown = held.release();
        assertThat(thrown.remove(1)).isPresent();
        assertThat(thrown).allMatch(Optional::isEmpty);
        assertThat(contents()).containsOnlyKeys("before", "after");
    }

    /** The first error is one of whoever is told of writes, after a write; the second comes when the writer connects anew. */
    @Test
    void anErrorFailsNoWriteButTheOneItHinders() throws Exception {
        writer.close();
        AtomicBoolean connects = new AtomicBoolean(true);
        AtomicBoolean listens = new AtomicBoolean();
        SQLiteDataSource source = new SQLiteDataSource() {
            @Override
            public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
                    throws SQLException {
                errorUnless(connects.getAndSet(true));
                return super.getConnection(user, password);
            }
        };
        source.setUrl("jdbc:sqlite:" + folder.resolve(SqliteFile.NAME));
        SqliteSession first = SqliteSession.open(source);
        connects.set(false);
        writer = new SqliteWriter(source, first, () -> errorUnless(listens.getAndSet(true)));
        assertThat(outcome(handle -> put(handle, "first", "x"))).isNull();
        assertThat(outcome(handle -> put(handle, "lost", "x"))).isInstanceOf(StackOverflowError.class);
        assertThat(outcome(handle -> put(handle, "last", "x"))).isNull();
        assertThat(contents()).containsOnlyKeys("first", "last");
    }

    private static void errorUnless(boolean well) {
        if (!well) {
            throw new StackOverflowError("on purpose");
        }
    }

    /** What a write that must not take for ever throws; null where it does not. */
    private @Nullable Throwable outcome(Work<?> work) throws Exception {
        FutureTask<@Nullable Throwable> task = new FutureTask<>(() -> {
            try {
                writer.write(work);
                return null;
            } catch (Throwable thrown) {
                return thrown;
            }
        });
        Thread.startVirtualThread(task);
        return task.get(20, TimeUnit.SECONDS);
    }

    @Test
    void onlySoManyMayWait() throws Exception {
        HeldWriter held = new HeldWriter(writer);
        for (int i = 0; i < SqliteWriter.MOST_WAITING; i++) {
            String name = "name " + i;
            held.ask(handle -> put(handle, name, "x"));
        }
        assertThatThrownBy(() -> writer.write(handle -> put(handle, "one more", "x")))
                .isInstanceOf(SqliteDatabase.TooBusyException.class);
        assertThat(held.release()).allMatch(Optional::isEmpty);
        assertThat(contents()).hasSize(SqliteWriter.MOST_WAITING).doesNotContainKey("one more");
    }

    @Test
    void aWriteWithinAWriteIsRefusedInsteadOfWaitingForItself() {
        assertThatThrownBy(() -> write(handle -> {
                    put(handle, "outer", "x");
                    return write(inner -> put(inner, "inner", "x"));
                }))
                .hasMessageContaining("a write within a write");
        assertThat(contents()).isEmpty();
    }

    @Test
    void anInterruptedCallerStillLearnsHowItWent() throws Throwable {
        Thread.currentThread().interrupt();
        int rows = writer.write(handle -> put(handle, "name", "x"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rows).isEqualTo(1);
        assertThat(contents()).containsKey("name");
    }

    @Test
    void whatWaitsIsWrittenBeforeItCloses() throws Exception {
        HeldWriter held = new HeldWriter(writer);
        held.ask(handle -> put(handle, "last", "x"));
        FutureTask<Boolean> closing = new FutureTask<>(writer::close, true);
        Thread.startVirtualThread(closing);
        assertThat(held.release()).allMatch(Optional::isEmpty);
        closing.get();
        assertThatThrownBy(() -> writer.write(handle -> put(handle, "too late", "x")))
                .isInstanceOf(SqliteDatabase.ClosedException.class);
        start();
        assertThat(contents()).containsOnlyKeys("last");
    }

    private <T> T write(Work<T> work) {
        try {
            return writer.write(work);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Map<String, String> contents() {
        return write(handle -> handle.createQuery("SELECT name, value FROM kept")
                .setMapKeyColumn("name")
                .setMapValueColumn("value")
                .collectInto(new GenericType<Map<String, String>>() {}));
    }

    private static int put(Handle handle, String name, String value) {
        return handle.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", name, value);
    }

    private static long number(Handle handle, String query) {
        return handle.createQuery(query).mapTo(Long.class).one();
    }
}
