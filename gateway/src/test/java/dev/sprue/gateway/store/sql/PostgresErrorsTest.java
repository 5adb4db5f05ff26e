package dev.sprue.gateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.testing.databases.TestDatabase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL's errors become, on a server that is there. */
class PostgresErrorsTest {

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = TestDatabase.of(Database.Kind.POSTGRESQL);
    }

    @AfterAll
    static void close() {
        if (test != null) {
            test.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "53100, DATABASE_FULL",
        "58030, DATABASE_FULL",
        "25006, DATABASE_FULL",
        "53200, DATABASE_BUSY",
        "53300, DATABASE_BUSY",
        "55P03, DATABASE_BUSY",
        "57014, DATABASE_BUSY",
        "40001, DATABASE_BUSY",
        "40P01, DATABASE_BUSY",
        "57P01, DATABASE_AWAY",
        "08006, DATABASE_AWAY",
    })
    void anErrorOfTheServerSaysWhenToTryAgain(String state, ErrorCode code) {
        Failure failure = failure(() -> test.database().write(handle -> raise(handle, state)));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure.retryAfterMs()).isPresent();
        int afterwards = test.database().write(handle -> 1);
        assertThat(afterwards).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42601", "XX000"})
    void aDefectStaysOne(String state) {
        assertThatThrownBy(() -> test.database().write(handle -> raise(handle, state)))
                .isInstanceOf(JdbiException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "08006", "57P01"})
    void workThatMayBeDoneAgainIs(String state) {
        AtomicInteger attempts = new AtomicInteger();
        int result = test.database().write(handle -> {
            if (attempts.incrementAndGet() == 1) {
                raise(handle, state);
            }
            return 7;
        });
        assertThat(result).isEqualTo(7);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aConnectionThatTheServerEndedIsReplaced() {
        AtomicInteger attempts = new AtomicInteger();
        int result = test.database().read(handle -> {
            if (attempts.incrementAndGet() == 1) {
                handle.execute("SELECT pg_terminate_backend(pg_backend_pid())");
            }
            return 7;
        });
        assertThat(result).isEqualTo(7);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void whatAWorkAnswersPassesAsItIs() {
        FailureException answer = Failure.of(ErrorCode.DATABASE_BUSY).toException();
        assertThatThrownBy(() -> test.database().write(handle -> {
                    throw answer;
                }))
                .isSameAs(answer);
    }

    @Test
    void closingWaitsForWhatIsBeingWritten() throws InterruptedException {
        Database replica = test.another();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        Thread writer = Thread.ofVirtual()
                .start(() -> replica.write(handle -> {
                    inside.countDown();
                    awaitUninterruptibly(closing);
                    Revision.raise(handle);
                    return true;
                }));
        inside.await();
        long before = test.database().read(Revision::current).number();
        Thread closer = Thread.ofVirtual().start(replica::close);
        closing.countDown();
        closer.join();
        writer.join();
        assertThat(test.database().read(Revision::current).number()).isEqualTo(before + 1);
        assertThat(failure(() -> replica.read(Revision::current).number()).code())
                .isEqualTo(ErrorCode.DATABASE_AWAY);
    }

    private static int raise(Handle handle, String state) {
        return handle.execute("DO $$ BEGIN RAISE EXCEPTION SQLSTATE '" + state + "'; END $$");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static Failure failure(Runnable call) {
        try {
            call.run();
        } catch (FailureException thrown) {
            return thrown.failure();
        }
        throw new AssertionError("it was done");
    }
}
