package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.engine.catalog.ModelCatalog;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.chat.BatchLimits;
import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.schedule.Stepped;
import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tensor.Team;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What depends on a load that only a server in this process can be given. */
@Timeout(30)
class WorkerServerTest {

    @Test
    void saysWhenToTryAgainWhileItIsBusy() throws Exception {
        Scheduler scheduler = new Scheduler(1, 1, 0);
        CountDownLatch open = occupy(scheduler);
        ModelStore models = store(new ScalarKernels(), scheduler);
        WorkerServer server = WorkerServer.start(
                new BearerToken("t"), models, scheduler, Duration.ofSeconds(30), new Log(System.err));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/v1/chat/completions"))
                .header("authorization", "Bearer t")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"sprue-chat\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> first =
                    client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
            while (models.chatBatcher().load().waiting() == 0) {
                Thread.onSpinWait();
            }
            HttpResponse<String> busy = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(busy.statusCode()).isEqualTo(503);
            assertThat(busy.headers().firstValue("retry-after")).hasValue("1");
            assertThat(busy.body()).contains("engine_busy");
            open.countDown();
            assertThat(first.get().statusCode()).isEqualTo(200);
            server.drain(1_000);
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(503);
        }
    }

    /** Takes the only thread until what is returned is counted down. */
    private static CountDownLatch occupy(Scheduler scheduler) throws QueueFullException {
        CountDownLatch open = new CountDownLatch(1);
        scheduler.submit(() -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Stepped.Progress.DONE;
        });
        return open;
    }

    /** However long the model has not been asked for when the machine gets to it. */
    @Test
    void keepsTheModelThatIsBeingWarmed() throws Exception {
        Scheduler scheduler = new Scheduler(1, 1, 0);
        CountDownLatch open = occupy(scheduler);
        ModelStore models = store(new ScalarKernels(), scheduler);
        Thread prewarm = Thread.ofPlatform().start(new Prewarm(models, () -> true, new Log(System.err)));
        while (models.loadedChatBatcher()
                        .map(batcher -> batcher.load().waiting())
                        .orElse(0)
                == 0) {
            Thread.onSpinWait();
        }
        assertThat(models.unloadIdle(Duration.ZERO)).isEmpty();
        open.countDown();
        prewarm.join();
        assertThat(models.unloadIdle(Duration.ZERO)).containsExactly(ModelCatalog.CHAT);
        assertThat(models.loadedChatBatcher()).isEmpty();
    }

    private static ModelStore store(Kernels kernels, Scheduler scheduler) {
        return new ModelStore(new Compute(kernels, new Team(1)), scheduler, new BatchLimits(1, 0, 64 << 20));
    }

    @Test
    void tellsOfItsOwnFailures() throws Exception {
        FailingKernels kernels = new FailingKernels();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Scheduler scheduler = new Scheduler(1, 1, 1);
        WorkerServer server = WorkerServer.start(
                new BearerToken("t"),
                store(kernels, scheduler),
                scheduler,
                Duration.ofSeconds(30),
                new Log(new PrintStream(log, true, StandardCharsets.UTF_8)));
        String prompt = "{\"model\":\"sprue-chat\",\"stream\":true,\"logit_bias\":{\"2\":-100},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"secret\"}]}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/v1/chat/completions"))
                .header("authorization", "Bearer t")
                .POST(HttpRequest.BodyPublishers.ofString(prompt))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            kernels.failAfterTokens(3);
            HttpResponse<String> early = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(early.statusCode()).isEqualTo(500);
            assertThat(early.body()).contains("\"code\":\"internal_error\"");
            kernels.failAfterTokens(100);
            HttpResponse<String> late = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(late.statusCode()).isEqualTo(200);
            assertThat(late.body()).contains("\"role\":\"assistant\"").doesNotContain("[DONE]");
            assertThat(late.body().strip()).matches("(?s).*data: \\{\"error\":[^\n]*internal_error[^\n]*}}");
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("broken on purpose")
                .doesNotContain("secret");
    }
}
