package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a start opens beside itself is closed whatever becomes of the start. */
class OpeningTest {

    private final AtomicInteger closed = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);

    @Test
    void whatIsOpenIsClosed() {
        Opening<AutoCloseable> opening = new Opening<>("test", () -> closed::incrementAndGet);
        assertThat(opening.opened()).isNotNull();
        opening.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void whatMayNeverOpenIsNotWaitedFor() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Opening<AutoCloseable> opening = new Opening<>("test", () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                interrupted.countDown();
            }
            throw new IllegalStateException("the database is away");
        });
        begun.await();
        opening.close();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatOpensAllTheSameIsClosed() throws Exception {
        Opening<AutoCloseable> opening = new Opening<>("test", () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return closed::incrementAndGet;
        });
        begun.await();
        opening.close();
        Await.until("it is closed", () -> closed.get() == 1);
    }
}
