package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Account;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.SprueServer;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.databases.Gate;
import dev.sprue.gateway.testing.databases.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While PostgreSQL is away, inference goes on and the management API says when to try again; then all works as before. */
class DatabaseAwayTest {

    private static final Duration AWAY = Duration.ofMillis(Tries.of(1_500, 60_000));
    private static final int CONNECT_MS = 2_000;

    /** Within {@code connectMs}; the rest is for a machine that has other things to do. */
    private static final Duration REFUSAL = Duration.ofMillis(2 * CONNECT_MS);

    /** Far less than a call would take that waited for the database, and far more than one takes. */
    private static final Duration UNDELAYED = Duration.ofSeconds(1);

    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final String KEY = "key-of-the-outage-tests";
    private static final String TOKEN = "token-of-the-outage-tests";
    private static final String INFERENCE = "/models/chat/completions?api-version=2024-05-01-preview";
    private static final String CHAT = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}";

    private static @Nullable PostgresServer postgres;
    private static @Nullable Gate gate;

    @Order(1)
    @RegisterExtension
    @SuppressWarnings("unused")
    static final AfterAllCallback servers = context -> {
        if (gate != null) {
            gate.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    };

    @Order(2)
    @RegisterExtension
    static final SprueServer sprue = new SprueServer(DatabaseAwayTest::yaml);

    private static String yaml() {
        PostgresServer server = PostgresServer.start();
        postgres = server;
        Gate before = new Gate(server.port());
        gate = before;
        return """
                listen: {host: 127.0.0.1, httpsPort: 0, httpPort: 0}
                admin: {token: %s}
                database: {url: "jdbc:postgresql://127.0.0.1:%d/%s", user: postgres, connectMs: %d}
                resources:
                  - name: contoso
                    keys: {key1: %s}
                    deployments:
                      - {name: declared, model: {format: Test, name: chat-model, version: "1"}}
                providers:
                  - name: up
                    type: openai
                    endpoint: http://127.0.0.1:%%UPSTREAM%%/v1
                    models:
                      - {format: Test, name: chat-model, version: "1", id: m, capabilities: [chatCompletion]}
                log: {access: false}
                """.formatted(TOKEN, before.port(), server.emptyDatabase(), CONNECT_MS, KEY);
    }

    /** How a server goes away, and comes back. */
    enum Outage {
        FROZEN {
            @Override
            void begin() {
                server().freeze();
            }

            @Override
            void end() {
                server().thaw();
            }
        },
        KILLED {
            @Override
            void begin() {
                server().kill();
            }

            @Override
            void end() {
                server().restart();
            }
        },
        UNREACHABLE {
            @Override
            void begin() {
                Objects.requireNonNull(gate).silence();
            }

            @Override
            void end() {
                Objects.requireNonNull(gate).restore();
            }
        };

        abstract void begin();

        abstract void end();

        static PostgresServer server() {
            return Objects.requireNonNull(postgres);
        }
    }

    @ParameterizedTest
    @EnumSource
    void inferenceGoesOnAndManagementComesBackByItself(Outage outage) throws Exception {
        String made = "made-before-" + outage;
        Await.until(
                "management works",
                RECOVERY,
                () -> deployments().put(made, Account.CHAT_MODEL).status() < 300);
        CountDownLatch last = new CountDownLatch(1);
        sprue.upstream().script((request, connection) -> answer(request, connection, last));
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
                RawHttp streaming = sprue.connect()) {
            streaming.send(head("POST", INFERENCE, "api-key: " + KEY), CHAT.formatted(made, ",\"stream\":true"));
            Future<RawHttp.Answer> stream = others.submit((Callable<RawHttp.Answer>) streaming::answer);
            outage.begin();
            List<Timed> refusals;
            List<Duration> inferences = new ArrayList<>();
            try {
                long end = System.nanoTime() + AWAY.toNanos();
                Future<List<Timed>> managing = others.submit(() -> manageUntil(end, "made-during-" + outage));
                while (System.nanoTime() < end || !managing.isDone()) {
                    for (String deployment : List.of(made, "declared")) {
                        Timed call = timed(() -> chat(deployment));
                        assertThat(call.answer().status()).isEqualTo(200);
                        inferences.add(call.took());
                    }
                }
                refusals = managing.get();
            } finally {
                outage.end();
            }
            assertThat(refusals).isNotEmpty().allSatisfy(DatabaseAwayTest::saysWhenToTryAgain);
            assertThat(median(inferences)).isLessThan(UNDELAYED);
            last.countDown();
            assertThat(stream.get(20, TimeUnit.SECONDS).events()).endsWith("[DONE]");
        }
        Await.until(
                "management works again",
                RECOVERY,
                () -> deployments()
                                .put("made-after-" + outage, Account.CHAT_MODEL)
                                .status()
                        < 300);
        assertThat(chat("made-after-" + outage).status()).isEqualTo(200);
        assertThat(chat("made-during-" + outage).status()).isEqualTo(404);
        assertThat(deployments().list().body()).contains(made).doesNotContain("made-during-" + outage);
    }

    /** An answer, and how long it took. */
    private record Timed(RawHttp.Answer answer, Duration took) {}

    private static Timed timed(Supplier<RawHttp.Answer> call) {
        long start = System.nanoTime();
        RawHttp.Answer answer = call.get();
        return new Timed(answer, Duration.ofNanos(System.nanoTime() - start));
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static void saysWhenToTryAgain(Timed timed) {
        assertThat(timed.took()).isLessThan(REFUSAL);
        RawHttp.Answer refusal = timed.answer();
        assertThat(refusal.status()).as(refusal.body()).isEqualTo(503);
        assertThat(refusal.header("retry-after").orElse("")).matches("[1-9][0-9]?");
        assertThat(refusal.body()).contains("ServiceUnavailable").contains("database");
    }

    /** A whole answer at once; of a stream, event after event until {@code last} ends it. */
    private static void answer(
            ScriptedUpstream.Request request, ScriptedUpstream.Connection connection, CountDownLatch last)
            throws IOException, InterruptedException {
        if (!request.body().contains("\"stream\":true")) {
            connection.answer(200, "application/json", SpecifiedUpstream.PLAIN_CHAT);
            return;
        }
        connection.stream();
        do {
            connection.chunk("data: " + SpecifiedUpstream.FIRST_EVENT + "\n\n");
        } while (!last.await(100, TimeUnit.MILLISECONDS));
        connection
                .chunk("data: " + SpecifiedUpstream.LAST_EVENT + "\n\ndata: [DONE]\n\n")
                .end();
    }

    /** Reads and writes, one after the other, at least once each. */
    private static List<Timed> manageUntil(long end, String name) {
        List<Timed> answers = new ArrayList<>();
        do {
            answers.add(timed(() -> deployments().put(name, Account.CHAT_MODEL)));
            answers.add(timed(() -> deployments().list()));
        } while (System.nanoTime() < end);
        return answers;
    }

    private static RawHttp.Answer chat(String deployment) {
        return sprue.post(INFERENCE, KEY, CHAT.formatted(deployment, ""));
    }

    private static Account deployments() {
        return new Account(sprue::connect, TOKEN, "contoso");
    }

    private static String head(String method, String target, String header) {
        return method + " " + target + " HTTP/1.1\nhost: localhost\n" + header + "\ncontent-type: application/json";
    }
}
