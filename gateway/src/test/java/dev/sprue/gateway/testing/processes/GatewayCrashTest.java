package dev.sprue.gateway.testing.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.testing.Account;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.ChatCaller;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.databases.PostgresServer;
import dev.sprue.gateway.testing.databases.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The service is killed at any moment while many change deployments at once. After a start what was acknowledged is there, what was
 * not is there whole or not at all, and calls are answered by it.
 */
class GatewayCrashTest {

    private static final int ROUNDS = Tries.of(5, 100);
    private static final int WRITERS = 8;
    private static final int WRITES = Tries.of(100, 1_000);
    private static final int SERVER_ROUNDS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final SplittableRandom random = new SplittableRandom(88);
    private final List<ModelWriter> writers = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void theServiceIsKilled(Database.Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.of(kind);
                ScriptedUpstream upstream = new ScriptedUpstream().script(new SpecifiedUpstream());
                SprueProcess sprue = Replica.in(database.folder(), Replica.config(upstream.port(), database.yaml()))) {
            employ(sprue);
            sprue.start();
            for (int round = 0; round < ROUNDS; round++) {
                round(sprue, sprue::kill);
                sprue.start();
                check(sprue);
            }
        }
    }

    /** The service goes on, answers calls, and takes changes again when the server is back. */
    @Test
    @EnabledIfSystemProperty(named = "sprue.test.full", matches = "true", disabledReason = "it takes minutes")
    void theDatabasesServerIsKilled(@TempDir Path folder) throws Exception {
        try (PostgresServer server = PostgresServer.start();
                ScriptedUpstream upstream = new ScriptedUpstream().script(new SpecifiedUpstream());
                SprueProcess sprue = Replica.in(
                        folder,
                        Replica.config(
                                upstream.port(),
                                "database: {connectMs: 1000, user: postgres, url: \""
                                        + server.config(server.emptyDatabase())
                                                .url()
                                                .value() + "\"}"))) {
            employ(sprue);
            sprue.start();
            for (int round = 0; round < SERVER_ROUNDS; round++) {
                round(sprue, () -> {
                    server.kill();
                    assertThat(chat(sprue, "declared")).isEqualTo(200);
                });
                server.restart();
                Account account = Replica.account(sprue);
                Await.until(
                        "changes are taken again",
                        LIMIT,
                        () -> account.put("again", Account.CHAT_MODEL).status() < 300);
                check(sprue);
            }
        }
    }

    private void employ(SprueProcess sprue) {
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new ModelWriter(Replica.account(sprue), "of-" + i + "-", random.split(), acknowledged));
        }
    }

    /** Lets all write, and does the worst at some moment. */
    private void round(SprueProcess sprue, Runnable worst) throws Exception {
        acknowledged.set(0);
        int writes = random.nextInt(WRITES);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (ModelWriter writer : writers) {
                running.add(threads.submit(() -> {
                    try (RawHttp raw = sprue.connect()) {
                        writer.write(raw, WRITES);
                    }
                }));
            }
            Await.until(
                    writes + " writes, or a failure",
                    LIMIT,
                    () -> acknowledged.get() >= writes || running.stream().anyMatch(Future::isDone));
            LockSupport.parkNanos(random.nextInt(5_000_000));
            worst.run();
            for (Future<?> writer : running) {
                writer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private void check(SprueProcess sprue) {
        try (RawHttp raw = sprue.connect()) {
            for (ModelWriter writer : writers) {
                writer.check(raw);
                writer.name(true)
                        .ifPresent(name -> assertThat(chat(sprue, name)).isEqualTo(200));
                writer.name(false)
                        .ifPresent(name -> assertThat(chat(sprue, name)).isEqualTo(404));
            }
        }
    }

    private static int chat(SprueProcess sprue, String deployment) {
        return new ChatCaller(sprue::connect, "localhost", Rig.KEY)
                .chat(deployment)
                .status();
    }
}
