package dev.sprue.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SchedulerTest {

    @Test
    void givesEverybodyOneStepInTurn() throws Exception {
        Scheduler scheduler = new Scheduler(1, 8, 8);
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(3);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        scheduler.submit(() -> {
            await(open);
            return Stepped.Progress.DONE;
        });
        for (int number = 0; number < 3; number++) {
            int id = number;
            AtomicInteger steps = new AtomicInteger();
            scheduler.submit(() -> {
                order.add(id);
                if (steps.incrementAndGet() < 4) {
                    return Stepped.Progress.MORE;
                }
                finished.countDown();
                return Stepped.Progress.DONE;
            });
        }
        open.countDown();
        finished.await();
        assertThat(order).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
    }

    @Test
    void refusesMoreThanMayWait() throws Exception {
        Scheduler scheduler = new Scheduler(2, 2, 1);
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            scheduler.submit(() -> {
                await(open);
                finished.countDown();
                return Stepped.Progress.DONE;
            });
        }
        assertThat(scheduler.load()).isEqualTo(new Scheduler.Load(2, 1));
        assertThatThrownBy(() -> scheduler.submit(() -> Stepped.Progress.DONE))
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("2 requests are running and 1 are waiting");
        open.countDown();
        finished.await();
    }

    @Test
    void takesWorkOutThatHasNotBegun() throws Exception {
        Scheduler scheduler = new Scheduler(1, 1, 1);
        CountDownLatch open = new CountDownLatch(1);
        AtomicBoolean ran = new AtomicBoolean();
        scheduler.submit(() -> {
            await(open);
            return Stepped.Progress.DONE;
        });
        Scheduler.Job waiting = scheduler.submit(() -> {
            ran.set(true);
            return Stepped.Progress.DONE;
        });
        waiting.withdraw();
        assertThat(scheduler.load().waiting()).isZero();
        CountDownLatch last = new CountDownLatch(1);
        scheduler.submit(() -> {
            last.countDown();
            return Stepped.Progress.DONE;
        });
        open.countDown();
        last.await();
        assertThat(ran).isFalse();
    }

    /** A resume that comes while the step still runs, or after it, must never be lost. */
    @Test
    void losesNoResume() throws Exception {
        Scheduler scheduler = new Scheduler(2, 2, 0);
        int rounds = 20_000;
        Semaphore stepped = new Semaphore(0);
        AtomicInteger steps = new AtomicInteger();
        Scheduler.Job job = scheduler.submit(() -> {
            int step = steps.incrementAndGet();
            stepped.release();
            return step < rounds ? Stepped.Progress.WAIT : Stepped.Progress.DONE;
        });
        for (int i = 0; i < rounds; i++) {
            assertThat(stepped.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            job.resume();
        }
        assertThat(steps).hasValue(rounds);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
