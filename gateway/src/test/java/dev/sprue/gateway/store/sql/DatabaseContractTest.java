package dev.sprue.gateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.databases.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both databases promise. */
class DatabaseContractTest {

    @ParameterizedTest
    @EnumSource
    void whatWasWrittenIsThereForOthersAndAfterAnotherStart(Database.Kind kind) {
        try (TestDatabase test = TestDatabase.of(kind)) {
            Database database = test.database();
            assertThat(database.kind()).isEqualTo(kind);
            long before = database.read(Revision::current).number();
            raise(database);
            assertThat(test.another().read(Revision::current).number()).isEqualTo(before + 1);
            test.closeAll();
            assertThat(test.database().read(Revision::current).number()).isEqualTo(before + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyDatabaseGetsTheSchemaOnce(Database.Kind kind) {
        try (TestDatabase test = TestDatabase.empty(kind)) {
            assertThat(test.database().read(Revision::current).number()).isZero();
            assertThat(test.another().read(Revision::current).number()).isZero();
        }
    }

    /** As after a failover to a server that had not heard of the last change. */
    @ParameterizedTest
    @EnumSource
    void twoChangesOfOneNumberAreToldApart(Database.Kind kind) {
        try (TestDatabase test = TestDatabase.of(kind)) {
            Database database = test.database();
            raise(database);
            Revision lost = database.read(Revision::current);
            database.write(handle -> handle.execute("UPDATE revision SET number = number - 1 WHERE id = 1"));
            raise(database);
            Revision next = database.read(Revision::current);
            assertThat(next.number()).isEqualTo(lost.number());
            assertThat(next).isNotEqualTo(lost);
        }
    }

    @ParameterizedTest
    @EnumSource
    void workThatFailsLeavesNothing(Database.Kind kind) {
        try (TestDatabase test = TestDatabase.of(kind)) {
            Database database = test.database();
            long before = database.read(Revision::current).number();
            IllegalStateException failure = new IllegalStateException("on purpose");
            assertThatThrownBy(() -> database.write(handle -> {
                        Revision.raise(handle);
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThat(database.read(Revision::current).number()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readersSeeOneMoment(Database.Kind kind) {
        try (TestDatabase test = TestDatabase.of(kind)) {
            Database database = test.database();
            Database writer = test.another();
            List<Long> seen = database.read(handle -> {
                long first = Revision.current(handle).number();
                raise(writer);
                return List.of(first, Revision.current(handle).number());
            });
            assertThat(seen.get(1)).isEqualTo(seen.get(0));
            assertThat(database.read(Revision::current).number()).isEqualTo(seen.get(0) + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readersCannotWrite(Database.Kind kind) {
        try (TestDatabase test = TestDatabase.of(kind)) {
            Database database = test.database();
            long before = database.read(Revision::current).number();
            assertThatThrownBy(() -> database.read(handle -> {
                        Revision.raise(handle);
                        return true;
                    }))
                    .isInstanceOf(RuntimeException.class);
            assertThat(database.read(Revision::current).number()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writersComeOneAfterTheOtherOverAllReplicas(Database.Kind kind) throws InterruptedException {
        try (TestDatabase test = TestDatabase.of(kind)) {
            List<Database> replicas = List.of(test.database(), test.another());
            long before = replicas.getFirst().read(Revision::current).number();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Database replica = replicas.get(i % 2);
                writers.add(Thread.startVirtualThread(() -> {
                    for (int n = 0; n < 10; n++) {
                        replica.write(DatabaseContractTest::readThenWrite);
                    }
                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(replicas.getFirst().read(Revision::current).number()).isEqualTo(before + 40);
        }
    }

    /** Loses a count wherever another writer comes between. */
    private static Optional<Long> readThenWrite(Handle handle) {
        long now = Revision.current(handle).number();
        handle.execute("UPDATE revision SET number = ? WHERE id = 1", now + 1);
        return Optional.of(now);
    }

    @ParameterizedTest
    @EnumSource
    void whoWroteIsHeardInThisReplica(Database.Kind kind) throws InterruptedException {
        try (TestDatabase test = TestDatabase.of(kind)) {
            CountDownLatch heard = new CountDownLatch(1);
            test.database().onChange(heard::countDown);
            raise(test.database());
            heard.await();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void whoWroteIsHeardInOtherReplicas(Database.Kind kind) {
        try (TestDatabase test = TestDatabase.of(kind)) {
            AtomicInteger heard = new AtomicInteger();
            test.database().onChange(heard::incrementAndGet);
            Await.until("listening", () -> heard.get() == 1);
            raise(test.another());
            Await.until("the change heard", () -> heard.get() == 2);
        }
    }

    private static void raise(Database database) {
        database.write(handle -> {
            Revision.raise(handle);
            return true;
        });
    }
}
