package dev.sprue.gateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.DatabaseConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.databases.Gate;
import dev.sprue.gateway.testing.databases.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that goes away, and comes back, under a database that is in use. */
class PostgresOutageTest {

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init")
    private static PostgresServer server;

    @SuppressWarnings("NullAway.Init")
    private Gate gate;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private String name;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        gate = new Gate(server.port());
        name = server.emptyDatabase();
        database = Databases.open(Optional.of(hasty(name, gate.port())), Path.of(""));
    }

    @AfterEach
    void close() {
        database.close();
        gate.close();
    }

    private static DatabaseConfig hasty(String name, int port) {
        DatabaseConfig config = PostgresServer.config(name, port);
        return new DatabaseConfig(config.url(), config.user(), config.password(), 4, 2_000);
    }

    @Test
    void aFrozenServerHoldsNobodyAndIsUsedAgainWhenItThaws() throws InterruptedException {
        long before = raise();
        server.freeze();
        try {
            assertThat(codesOf(20, this::raise)).isSubsetOf(ErrorCode.DATABASE_AWAY, ErrorCode.DATABASE_BUSY);
            assertThat(code(() -> database.read(Revision::current).number())).isEqualTo(ErrorCode.DATABASE_AWAY);
        } finally {
            server.thaw();
        }
        assertThat(afterwards()).isEqualTo(before);
        assertThat(raise()).isEqualTo(before + 1);
    }

    @Test
    void aKilledServerIsUsedAgainWhenItIsBackWithAllThatWasAcknowledged() {
        long before = raise();
        server.kill();
        try {
            assertThat(code(this::raise)).isEqualTo(ErrorCode.DATABASE_AWAY);
        } finally {
            server.restart();
        }
        assertThat(afterwards()).isEqualTo(before);
    }

    @Test
    void aStartWaitsForAServerThatComesLater() throws Exception {
        server.kill();
        try (ExecutorService replica = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> started = replica.submit(() -> {
                try (Database early = Databases.open(Optional.of(hasty(name, server.port())), Path.of(""))) {
                    return early.read(Revision::current).number();
                }
            });
            server.restart();
            assertThat(started.get()).isZero();
        }
    }

    @Test
    void aRestartBetweenTwoCallsIsNotNoticed() {
        long before = raise();
        server.kill();
        server.restart();
        assertThat(raise()).isEqualTo(before + 1);
    }

    /** What it has not heard of yet must not be undone. */
    @Test
    void aStandbyIsNotUsedBeforeItIsPromoted() {
        long before = raise();
        server.restartAsStandby();
        try {
            assertThat(code(() -> database.read(Revision::current).number())).isEqualTo(ErrorCode.DATABASE_AWAY);
            assertThat(code(this::raise)).isEqualTo(ErrorCode.DATABASE_AWAY);
            assertThatThrownBy(() -> PostgresDatabase.open(hasty(name, server.port()), 100))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("standby");
        } finally {
            server.promote();
        }
        assertThat(afterwards()).isEqualTo(before);
        assertThat(raise()).isEqualTo(before + 1);
    }

    @Test
    void aNetworkThatSwallowsEverythingHoldsNobody() {
        long before = raise();
        gate.silence();
        assertThat(code(this::raise)).isEqualTo(ErrorCode.DATABASE_AWAY);
        gate.restore();
        assertThat(afterwards()).isEqualTo(before);
    }

    @Test
    void changesAreHeardAgainAfterTheConnectionThatListensBroke() {
        AtomicInteger heard = new AtomicInteger();
        database.onChange(heard::incrementAndGet);
        Await.until("listening", () -> heard.get() == 1);
        gate.cut();
        Await.until("listening again", RECOVERY, () -> heard.get() == 2);
        try (Database other = Databases.open(Optional.of(hasty(name, server.port())), Path.of(""))) {
            other.write(handle -> {
                Revision.raise(handle);
                return true;
            });
        }
        Await.until("the change heard", () -> heard.get() == 3);
    }

    @ParameterizedTest
    @EnumSource
    void aCommitWhoseAnswerIsLostIsReportedAsUnknown(Gate.Cut cut) {
        long before = raise();
        // On a new connection, which does not have a number for this statement yet.
        gate.cut();
        gate.breakAt("COMMIT\0", cut);
        assertThat(code(this::raise)).isEqualTo(ErrorCode.DATABASE_UNSURE);
        long expected = cut == Gate.Cut.AFTER ? before + 1 : before;
        Await.until("the outcome", () -> database.read(Revision::current).number() == expected);
        assertThat(raise()).isEqualTo(expected + 1);
    }

    @Test
    void anotherReplicaThatKeepsTheLockHoldsNobodyForLong() {
        long before = raise();
        ErrorCode code = database.write(holding -> code(this::raise));
        assertThat(code).isEqualTo(ErrorCode.DATABASE_BUSY);
        assertThat(raise()).isEqualTo(before + 1);
    }

    @Test
    void aServerThatIsAwayMakesNobodyOpenTheDatabase() {
        gate.silence();
        assertThatThrownBy(() -> PostgresDatabase.open(hasty("any", gate.port()), 100))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("127.0.0.1:" + gate.port() + "/any")
                .hasMessageContaining("database.url");
    }

    /** Counts a change; returns the count. */
    private long raise() {
        return database.write(handle -> {
            Revision.raise(handle);
            return Revision.current(handle).number();
        });
    }

    /** The count, as soon as it can be read. */
    private long afterwards() {
        List<Long> read = new ArrayList<>();
        Await.until("recovery", RECOVERY, () -> {
            try {
                return read.add(database.read(Revision::current).number());
            } catch (FailureException stillAway) {
                return false;
            }
        });
        return read.getLast();
    }

    /** What so many calls at once fail with, once all have ended. */
    private static List<ErrorCode> codesOf(int calls, Supplier<Long> call) throws InterruptedException {
        List<ErrorCode> codes = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            threads.add(Thread.startVirtualThread(() -> codes.add(code(call))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(codes).hasSize(calls);
        return codes;
    }

    private static ErrorCode code(Supplier<Long> call) {
        try {
            long done = call.get();
            throw new AssertionError("it was done: " + done);
        } catch (FailureException thrown) {
            assertThat(thrown.failure().retryAfterMs()).isPresent();
            return thrown.failure().code();
        }
    }
}
