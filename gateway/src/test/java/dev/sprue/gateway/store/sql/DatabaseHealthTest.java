package dev.sprue.gateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.testing.HeardLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator reads of a database's troubles. */
class DatabaseHealthTest {

    private static final Throwable CAUSE = new IllegalStateException("connection refused");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final DatabaseHealth health = new DatabaseHealth("here", nanos::get);
    private final HeardLog log = new HeardLog(DatabaseHealth.class.getName());

    @AfterEach
    void stop() {
        log.close();
    }

    private List<String> lines() {
        return log.with("here");
    }

    private void ill(ErrorCode... codes) {
        for (ErrorCode code : codes) {
            assertThat(health.ill(code, CAUSE).failure().code()).isEqualTo(code);
        }
    }

    private void later() {
        nanos.addAndGet(DatabaseHealth.QUIET.toNanos());
    }

    @Test
    void oneOutageIsOneLineWhateverCallersFailWith() {
        for (int i = 0; i < 20; i++) {
            ill(ErrorCode.DATABASE_AWAY, ErrorCode.DATABASE_BUSY, ErrorCode.DATABASE_UNSURE);
            later();
        }
        assertThat(lines()).singleElement().asString().contains("here cannot be used", "connection refused");
        health.well(false);
        health.well(true);
        assertThat(lines()).hasSize(2).last().asString().contains("can be used again");
    }

    @Test
    void whatComesAndGoesIsToldOfEveryHalfMinute() {
        for (int i = 0; i < 20; i++) {
            ill(ErrorCode.DATABASE_BUSY);
            health.well(true);
        }
        assertThat(lines()).hasSize(2);
        later();
        ill(ErrorCode.DATABASE_AWAY);
        assertThat(lines()).as("one that lasts is told of in the end").hasSize(3);
    }

    @Test
    void readingDoesNotShowThatAFullDiskHasRoomAgain() {
        ill(ErrorCode.DATABASE_FULL);
        health.well(false);
        assertThat(lines()).hasSize(1);
        later();
        ill(ErrorCode.DATABASE_AWAY);
        assertThat(lines()).as("another trouble").hasSize(2);
        health.well(true);
        assertThat(lines()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"DATABASE_AWAY", "DATABASE_BUSY", "DATABASE_UNSURE", "DATABASE_FULL"})
    void everyTroubleSaysWhenToTryAgain(ErrorCode code) {
        assertThat(health.ill(code, CAUSE).failure().retryAfterMs()).isPresent();
    }
}
