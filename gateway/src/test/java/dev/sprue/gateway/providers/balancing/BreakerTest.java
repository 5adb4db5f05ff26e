package dev.sprue.gateway.providers.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.BreakerConfig;
import dev.sprue.gateway.testing.Tries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a breaker opens, for how long, and that however many threads come at once only one of them is the trial. */
class BreakerTest {

    private static final BreakerConfig RULES = new BreakerConfig(true, 3, 50, 10, 1_000, 100, 400);

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private static Breaker open(long atMs) {
        Breaker breaker = new Breaker();
        for (int i = 0; i < RULES.consecutiveFailures(); i++) {
            assertThat(breaker.isClosed()).isTrue();
            breaker.failed(null, ms(atMs), RULES);
        }
        assertThat(breaker.isClosed()).isFalse();
        return breaker;
    }

    @Test
    void opensAfterFailuresInARow() {
        Breaker breaker = new Breaker();
        for (int i = 0; i < 20; i++) {
            assertThat(breaker.failed(null, ms(2_000L * i), RULES)).isFalse();
            assertThat(breaker.failed(null, ms(2_000L * i), RULES)).isFalse();
            breaker.succeeded(null, ms(2_000L * i), RULES);
        }
        breaker.failed(null, ms(50_000), RULES);
        breaker.failed(null, ms(60_000), RULES);
        assertThat(breaker.failed(null, ms(70_000), RULES)).isTrue();
    }

    @Test
    void opensWhenHalfOfEnoughCallsFail() {
        Breaker breaker = new Breaker();
        boolean opened = false;
        for (int i = 0; i < 10; i++) {
            assertThat(opened).isFalse();
            if (i % 2 == 0) {
                breaker.succeeded(null, ms(1), RULES);
            } else {
                opened = breaker.failed(null, ms(1), RULES);
            }
        }
        assertThat(opened).isTrue();
    }

    @Test
    void theShareOfFailuresIsThatOfOneWindow() {
        Breaker breaker = new Breaker();
        for (int i = 0; i < 100; i++) {
            boolean opened = i % 2 == 0
                    ? breaker.failed(null, ms(150L * i), RULES)
                    : breaker.succeeded(null, ms(150L * i), RULES);
            assertThat(opened).isFalse();
        }
    }

    @Test
    void staysOpenTwiceAsLongEachTimeThatATrialFails() {
        Breaker breaker = open(0);
        long now = 0;
        for (long openMs : new long[] {100, 200, 400, 400, 400}) {
            assertThat(breaker.waitMs(ms(now))).isEqualTo(openMs);
            assertThat(breaker.begin(ms(now + openMs - 1))).isNull();
            now += openMs;
            Breaker.Trial trial = Objects.requireNonNull(breaker.begin(ms(now)));
            assertThat(breaker.begin(ms(now))).as("a second trial").isNull();
            assertThat(breaker.failed(trial, ms(now), RULES)).isTrue();
        }
        Breaker.Trial trial = Objects.requireNonNull(breaker.begin(ms(now + 400)));
        assertThat(breaker.succeeded(trial, ms(now), RULES)).isTrue();
        assertThat(breaker.isClosed()).isTrue();
        assertThat(breaker.succeeded(trial, ms(now), RULES)).as("twice").isFalse();
    }

    @Test
    void aTrialThatTellsNothingIsFollowedByAnotherAtOnce() {
        Breaker breaker = open(0);
        Breaker.Trial trial = Objects.requireNonNull(breaker.begin(ms(100)));
        breaker.undecided(trial, ms(150));
        assertThat(breaker.begin(ms(150))).isNotNull();
    }

    @Test
    void callsThatBeganBeforeItOpenedDoNotCloseIt() {
        Breaker breaker = open(0);
        breaker.succeeded(null, ms(1), RULES);
        breaker.failed(null, ms(1), RULES);
        assertThat(breaker.isClosed()).isFalse();
        assertThat(breaker.waitMs(0)).isEqualTo(100);
    }

    @Test
    void whoLooksCanOpenItAndBringItToItsTrial() {
        Breaker breaker = new Breaker();
        assertThat(breaker.unreachable(0, RULES)).isTrue();
        assertThat(breaker.isDue(ms(1))).isFalse();
        breaker.reachable(ms(1));
        assertThat(breaker.isClosed())
                .as("that somebody is there proves no model")
                .isFalse();
        assertThat(breaker.isDue(ms(1))).isTrue();
    }

    @Test
    void neverOpensWhereItIsOff() {
        Breaker breaker = new Breaker();
        for (int i = 0; i < 1_000; i++) {
            assertThat(breaker.failed(null, ms(i), BreakerConfig.OFF)).isFalse();
        }
        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void ofManyThreadsOneIsTheTrialAndOneOpensIt() throws Exception {
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < Tries.of(200, 20_000); i++) {
                Breaker breaker = new Breaker();
                List<Future<Boolean>> opened = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    opened.add(pool.submit(() -> {
                        together.await();
                        boolean first = breaker.failed(null, 0, RULES);
                        boolean second = breaker.failed(null, 0, RULES);
                        return first || second;
                    }));
                }
                assertThat(trueOnes(opened)).isEqualTo(1);
                List<Future<Boolean>> begun = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    begun.add(pool.submit(() -> {
                        together.await();
                        return breaker.begin(ms(100)) != null;
                    }));
                }
                assertThat(trueOnes(begun)).isEqualTo(1);
            }
        }
    }

    @Test
    void theBudgetIsSpentOnceByManyThreads() throws Exception {
        RetryBudget budget = new RetryBudget();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> spent = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                spent.add(pool.submit(budget::spend));
            }
            assertThat(trueOnes(spent)).isEqualTo(10);
        }
        for (int i = 0; i < 4; i++) {
            budget.earn(20);
        }
        assertThat(budget.spend()).isFalse();
        budget.earn(20);
        assertThat(budget.spend()).isTrue();
    }

    private static long trueOnes(List<Future<Boolean>> answers) throws Exception {
        long found = 0;
        for (Future<Boolean> answer : answers) {
            found += answer.get() ? 1 : 0;
        }
        return found;
    }
}
