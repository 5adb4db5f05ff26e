package dev.sprue.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    @SuppressWarnings("NullAway.Init")
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    private interface OnLoop {
        void run(Deadlines deadlines, List<String> ran, CompletableFuture<List<String>> done);
    }

    private static List<String> ran(OnLoop test) throws Exception {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        Context loop = vertx.getOrCreateContext();
        loop.runOnContext(turn -> test.run(new Deadlines(vertx), new ArrayList<>(), done));
        return done.get(10, TimeUnit.SECONDS);
    }

    @Test
    void runsWhatExpiresInItsOrderAndOnce() throws Exception {
        assertThat(ran((deadlines, ran, done) -> {
                    deadlines.start(220, () -> done.complete(ran));
                    deadlines.start(120, () -> ran.add("second"));
                    deadlines.start(1, () -> ran.add("first"));
                }))
                .containsExactly("first", "second");
    }

    @Test
    void doesNotRunWhatWasStopped() throws Exception {
        assertThat(ran((deadlines, ran, done) -> {
                    Deadlines.Watch stopped = deadlines.start(1, () -> ran.add("stopped"));
                    Deadlines.Watch other = deadlines.start(60_000, () -> ran.add("other"));
                    deadlines.start(150, () -> done.complete(ran));
                    stopped.stop();
                    stopped.stop();
                    other.stop();
                }))
                .isEmpty();
    }

    @Test
    void oneMayStopAnotherThatExpiresWithIt() throws Exception {
        assertThat(ran((deadlines, ran, done) -> {
                    Deadlines.Watch[] second = new Deadlines.Watch[1];
                    deadlines.start(1, () -> {
                        ran.add("first");
                        second[0].stop();
                    });
                    second[0] = deadlines.start(1, () -> ran.add("second"));
                    deadlines.start(150, () -> done.complete(ran));
                }))
                .containsExactly("first");
    }

    @Test
    void hearingSomethingBeginsTheTimeAnew() throws Exception {
        assertThat(ran((deadlines, ran, done) -> {
                    Deadlines.Watch watch = deadlines.start(300, () -> done.complete(ran));
                    vertx.setTimer(200, timer -> {
                        watch.heard();
                        ran.add("heard");
                    });
                    deadlines.start(400, () -> ran.add("would have been over"));
                }))
                .containsExactly("heard", "would have been over");
    }

    @Test
    void aDefectInOneDoesNotEndTheOthers() throws Exception {
        assertThat(ran((deadlines, ran, done) -> {
                    deadlines.start(1, () -> {
                        throw new IllegalStateException("a defect");
                    });
                    deadlines.start(1, () -> ran.add("same tick"));
                    deadlines.start(150, () -> done.complete(ran));
                }))
                .containsExactly("same tick");
    }

    @Test
    void startsAgainAfterThereWasNothingToDo() throws Exception {
        assertThat(ran((deadlines, ran, done) -> {
                    deadlines.start(1, () -> ran.add("first"));
                    vertx.setTimer(250, timer -> deadlines.start(1, () -> done.complete(ran)));
                }))
                .containsExactly("first");
    }
}
