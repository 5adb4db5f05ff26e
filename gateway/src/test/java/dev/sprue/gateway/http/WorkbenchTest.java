package dev.sprue.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where blocking work is done, what comes back, and what does not get in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkbenchTest {

    private final Vertx vertx = Vertx.vertx();
    private Context loop;

    /** What came back, and on which thread. */
    private record Outcome(Object value, boolean onLoop) {}

    @BeforeAll
    void takeALoop() {
        loop = vertx.getOrCreateContext();
    }

    @AfterAll
    void close() {
        vertx.close().await();
    }

    @Test
    void worksOnAVirtualThreadAndComesBackToTheLoop() throws Exception {
        try (Workbench bench = new Workbench(1)) {
            assertThat(outcome(bench, () -> Thread.currentThread().isVirtual())).isEqualTo(new Outcome(true, true));
        }
    }

    @Test
    void handsOnWhatTheWorkFailedWith() throws Exception {
        try (Workbench bench = new Workbench(1)) {
            Failure away = Failure.of(ErrorCode.DATABASE_AWAY).withRetryAfterMs(1_000);
            assertThat(outcome(bench, () -> {
                        throw away.toException();
                    }))
                    .isEqualTo(new Outcome(away, true));
        }
    }

    /** A caller whose work died of anything at all is told so. */
    @Test
    void losesNoDefect() throws Exception {
        try (Workbench bench = new Workbench(1)) {
            for (Throwable defect : new Throwable[] {new IllegalStateException("x"), new StackOverflowError()}) {
                Outcome outcome = outcome(bench, () -> {
                    throw sneaky(defect);
                });
                assertThat(((Failure) outcome.value()).code()).isEqualTo(ErrorCode.INTERNAL);
                assertThat(outcome.onLoop()).isTrue();
            }
        }
    }

    @Test
    void refusesWhatExceedsItsBoundAndTakesMoreWhenThereIsRoom() throws Exception {
        try (Workbench bench = new Workbench(2)) {
            CountDownLatch free = new CountDownLatch(1);
            CompletableFuture<Outcome> first = start(bench, () -> free.await(20, TimeUnit.SECONDS));
            CompletableFuture<Outcome> second = start(bench, () -> free.await(20, TimeUnit.SECONDS));
            Failure refused = (Failure) outcome(bench, () -> true).value();
            assertThat(refused.code()).isEqualTo(ErrorCode.WORKBENCH_FULL);
            assertThat(refused.retryAfterMs()).isPresent();
            free.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).value()).isEqualTo(true);
            assertThat(second.get(20, TimeUnit.SECONDS).value()).isEqualTo(true);
            assertThat(outcome(bench, () -> true).value()).isEqualTo(true);
        }
    }

    @Test
    void finishesWhatItDoesAndTakesNothingMoreWhenItIsClosed() throws Exception {
        Workbench bench = new Workbench(2);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Outcome> running = start(bench, () -> {
            begun.countDown();
            return "done";
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        bench.close();
        assertThat(running.get(20, TimeUnit.SECONDS).value()).isEqualTo("done");
        assertThat(((Failure) outcome(bench, () -> true).value()).code()).isEqualTo(ErrorCode.STOPPING);
    }

    private Outcome outcome(Workbench bench, Callable<Object> work) throws Exception {
        return start(bench, work).get(20, TimeUnit.SECONDS);
    }

    private CompletableFuture<Outcome> start(Workbench bench, Callable<Object> work) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        loop.runOnContext(turn -> bench.run(
                loop,
                work,
                value -> outcome.complete(new Outcome(value, Vertx.currentContext() == loop)),
                failure -> outcome.complete(new Outcome(failure, Vertx.currentContext() == loop))));
        return outcome;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
