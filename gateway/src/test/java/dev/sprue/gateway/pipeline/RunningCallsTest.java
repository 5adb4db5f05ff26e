package dev.sprue.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.auth.Authenticator;
import dev.sprue.gateway.auth.Hosts;
import dev.sprue.gateway.auth.Keyring;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.deployments.Router;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.Tries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What calls run on is released once, and never under a call, however calls and changes fall together. */
class RunningCallsTest {

    private static final int THREADS = 4;
    private static final int CHANGES = Tries.of(20_000, 500_000);

    private static Snapshot snapshot(RunningCalls calls) {
        Listen listen = new Listen("127.0.0.1", 0, 0, "localhost", false, Optional.empty(), Optional.empty());
        return new Snapshot(
                new Authenticator(new Hosts(listen, List.of()), new Keyring(Map.of()), Map.of()),
                Map.of(),
                new Router(List.of()),
                Map.of(),
                calls);
    }

    @Test
    void nothingIsReleasedUnderACall() throws Exception {
        AtomicReference<Snapshot> latest = new AtomicReference<>(snapshot(new RunningCalls()));
        Set<RunningCalls> released = ConcurrentHashMap.newKeySet();
        AtomicInteger releases = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Long>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                callers.add(threads.submit(() -> {
                    long calls = 0;
                    while (!over.get()) {
                        Snapshot mine = Snapshot.begun(latest::get);
                        if (released.contains(mine.calls())) {
                            throw new AssertionError("released under a call");
                        }
                        mine.calls().end();
                        calls++;
                    }
                    return calls;
                }));
            }
            try {
                for (int i = 0; i < CHANGES && callers.stream().noneMatch(Future::isDone); i++) {
                    RunningCalls before =
                            latest.getAndSet(snapshot(new RunningCalls())).calls();
                    before.retire(() -> {
                        released.add(before);
                        releases.incrementAndGet();
                    });
                }
            } finally {
                over.set(true);
            }
            for (Future<Long> caller : callers) {
                assertThat(caller.get()).isPositive();
            }
        }
        Await.until("each is released, once", () -> releases.get() == CHANGES);
        assertThat(released).hasSize(CHANGES);
        assertThat(latest.get().calls().running()).isZero();
    }
}
