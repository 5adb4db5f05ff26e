package dev.sprue.gateway.testing.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.testing.Account;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.ChatCaller;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.databases.Gate;
import dev.sprue.gateway.testing.databases.PostgresServer;
import dev.sprue.gateway.testing.databases.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes on one PostgreSQL, started at once on an empty database: what one of them is told, all do. */
class ReplicasTest {

    private static final int REPLICAS = 3;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Held HELD = new Held();
    private static final List<SprueProcess> REPLICA = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.empty(Database.Kind.POSTGRESQL);
        upstream = new ScriptedUpstream().script(HELD);
        for (int i = 0; i < REPLICAS; i++) {
            Path own = Files.createDirectory(folder.resolve("replica-" + i));
            REPLICA.add(Replica.in(own, config()));
        }
        REPLICA.forEach(SprueProcess::begin);
        for (SprueProcess replica : REPLICA) {
            replica.awaitReady();
        }
    }

    private static String config() {
        return Replica.config(
                upstream.port(),
                "security: {masterKey: file:" + folder.resolve("master.key") + "}\n" + database.yaml());
    }

    @AfterAll
    static void stop() {
        REPLICA.forEach(SprueProcess::close);
        REPLICA.clear();
        upstream.close();
        database.close();
    }

    @Test
    void aDeploymentMadeOnOneAnswersOnAllWithinASecond() {
        for (SprueProcess at : REPLICA) {
            String name = "made-" + REPLICA.indexOf(at);
            account(at).make(name, Account.CHAT_MODEL);
            assertThat(status(at, name)).as("where it was made, at once").isEqualTo(200);
            long end = System.nanoTime() + SECOND.toNanos();
            for (SprueProcess replica : REPLICA) {
                within(end, "it answers", () -> status(replica, name) == 200);
            }
        }
    }

    @Test
    void aDeploymentDeletedOnOneStopsOnAllWithinASecondAndItsStreamsEndWhole() throws Exception {
        for (SprueProcess at : REPLICA) {
            String name = "deleted-" + REPLICA.indexOf(at);
            account(at).make(name, Account.CHAT_MODEL);
            for (SprueProcess replica : REPLICA) {
                Await.until("it answers", () -> status(replica, name) == 200);
            }
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                CountDownLatch begun = new CountDownLatch(REPLICAS);
                List<Future<RawHttp.Answer>> streams = new ArrayList<>();
                for (SprueProcess replica : REPLICA) {
                    streams.add(callers.submit(() -> caller(replica, Rig.KEY).chat(name, true, begun::countDown)));
                }
                assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(account(at).delete(name).status()).isEqualTo(200);
                assertThat(status(at, name)).as("where it was deleted, at once").isEqualTo(404);
                long end = System.nanoTime() + SECOND.toNanos();
                for (SprueProcess replica : REPLICA) {
                    within(end, "it is gone", () -> status(replica, name) == 404);
                }
                HELD.release();
                for (Future<RawHttp.Answer> stream : streams) {
                    RawHttp.Answer answer = stream.get(20, TimeUnit.SECONDS);
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.whole()).isTrue();
                    assertThat(answer.events()).last().isEqualTo("[DONE]");
                    assertThat(answer.body()).contains("\"finish_reason\":\"stop\"");
                }
            }
        }
    }

    @Test
    void aDeploymentChangedOnOneServesTheOtherModelOnAllWithinASecond() {
        for (SprueProcess at : REPLICA) {
            String name = "changed-" + REPLICA.indexOf(at);
            account(at).make(name, Account.CHAT_MODEL);
            assertThat(account(at)
                            .put(name, Account.deployment("Test", "other-model", 1))
                            .status())
                    .isEqualTo(200);
            long end = System.nanoTime() + SECOND.toNanos();
            for (SprueProcess replica : REPLICA) {
                within(end, "it is another model", () -> model(replica, name).equals("upstream-other"));
            }
        }
    }

    /** All have the same, though each found none when they started together. */
    @Test
    void aKeyMadeAnewOnOneIsTheKeyOfAllWithinASecondAndTheOtherNeverStops() throws Exception {
        Set<String> everyKey = new HashSet<>();
        for (SprueProcess at : REPLICA) {
            String before = key2(at);
            assertThat(everyKey.add(before)).as("one that was not there").isTrue();
            REPLICA.forEach(replica -> assertThat(key2(replica)).isEqualTo(before));
            AtomicBoolean done = new AtomicBoolean();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> others = new ArrayList<>();
                for (SprueProcess replica : REPLICA) {
                    others.add(callers.submit(() -> steadily(replica, done)));
                }
                String after = Account.json(account(at).regenerate("Key2"))
                        .path("key2")
                        .asText();
                assertThat(after).hasSize(64).isNotEqualTo(before);
                assertThat(status(at, "declared", after)).as("at once").isEqualTo(200);
                assertThat(status(at, "declared", before)).as("at once").isEqualTo(401);
                long end = System.nanoTime() + SECOND.toNanos();
                for (SprueProcess replica : REPLICA) {
                    within(end, "the new key is taken", () -> status(replica, "declared", after) == 200);
                    within(end, "the old key is refused", () -> status(replica, "declared", before) == 401);
                }
                done.set(true);
                for (Future<Integer> other : others) {
                    assertThat(other.get(20, TimeUnit.SECONDS)).isPositive();
                }
            }
        }
    }

    /** One dies, and finds what happened meanwhile when it comes again. */
    @Test
    void aReplicaThatWasKilledComesBackToWhatTheOthersDid() throws Exception {
        SprueProcess killed = REPLICA.getLast();
        SprueProcess other = REPLICA.getFirst();
        account(killed).make("before", Account.CHAT_MODEL);
        killed.kill();
        assertThat(account(other).delete("before").status()).isEqualTo(200);
        account(other).make("meanwhile", Account.CHAT_MODEL);
        killed.start();
        assertThat(status(killed, "before")).isEqualTo(404);
        assertThat(status(killed, "meanwhile")).isEqualTo(200);
        assertThat(key2(killed)).isEqualTo(key2(other));
    }

    @Test
    void aReplicaThatStartsWhileTheDatabaseIsAwayWaitsForIt(@TempDir Path own) throws Exception {
        account(REPLICA.getFirst()).make("early", Account.CHAT_MODEL);
        try (Gate gate = new Gate(PostgresServer.shared().port())) {
            gate.silence();
            String config = config().replace(":" + PostgresServer.shared().port() + "/", ":" + gate.port() + "/")
                    .replace("database: {", "database: {connectMs: 500, ");
            try (SprueProcess late = Replica.in(own, config).begin()) {
                assertThat(late.process().errors().first(line -> line.contains("waiting for the database"), LIMIT))
                        .isPresent();
                assertThat(late.process().out().toString()).doesNotContain("ready");
                gate.restore();
                late.awaitReady();
                assertThat(status(late, "early")).isEqualTo(200);
                account(late).make("late", Account.CHAT_MODEL);
                Await.until("it answers elsewhere", () -> status(REPLICA.getFirst(), "late") == 200);
            }
        }
    }

    /** Calls with the first key until it is told to stop; how often, none of which was refused. */
    private static int steadily(SprueProcess replica, AtomicBoolean done) {
        int calls = 0;
        ChatCaller caller = caller(replica, Rig.KEY);
        try (RawHttp raw = replica.connect()) {
            while (!done.get()) {
                assertThat(caller.chat(raw, "declared", false, () -> {}).status())
                        .isEqualTo(200);
                calls++;
            }
        }
        return calls;
    }

    private static void within(long end, String what, java.util.function.BooleanSupplier condition) {
        Await.until(what, Duration.ofNanos(Math.max(0, end - System.nanoTime())), condition);
    }

    private static int status(SprueProcess replica, String deployment) {
        return status(replica, deployment, Rig.KEY);
    }

    private static int status(SprueProcess replica, String deployment, String key) {
        return caller(replica, key).chat(deployment).status();
    }

    /** What the upstream was asked for. */
    private static String model(SprueProcess replica, String deployment) {
        upstream.forget();
        assertThat(status(replica, deployment)).isIn(200, 404);
        if (upstream.waiting() == 0) {
            return "";
        }
        try {
            return Account.json(upstream.request().body()).path("model").asText();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static ChatCaller caller(SprueProcess replica, String key) {
        return new ChatCaller(replica::connect, "localhost", key);
    }

    private static Account account(SprueProcess by) {
        return Replica.account(by);
    }

    private static String key2(SprueProcess by) {
        return account(by).key("key2");
    }
}
