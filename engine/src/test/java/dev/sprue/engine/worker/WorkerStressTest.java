package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.chat.ChatModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real worker when things go wrong: without memory, killed, left alone, left by its callers. */
@Timeout(120)
class WorkerStressTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String QUESTION = "{\"model\":\"sprue-chat\",\"temperature\":0,\"max_tokens\":20,\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}";
    private static final String ENDLESS = "{\"model\":\"sprue-chat\",\"n\":8,\"logit_bias\":{\"0\":-100,\"2\":-100},"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Write a long story about a fox.\"}]";

    @Test
    void endsWhereItsMemoryIsNotEnough() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(
                WorkerProcess.TOKEN, "-Xmx12m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")) {
            assertThat(worker.awaitExit()).isTrue();
            assertThat(worker.exitCode()).isEqualTo(3);
        } catch (IOException notEvenReady) {
            assertThat(notEvenReady).hasMessageContaining("OutOfMemoryError");
        }
    }

    @Test
    void everyCallerOfAWorkerThatIsKilledNoticesAtOnce() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start()) {
            List<CompletableFuture<byte[]>> readers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                InputStream answer =
                        worker.open(CHAT, ENDLESS + ",\"stream\":true}").body();
                assertThat(answer.read()).isEqualTo('d');
                readers.add(CompletableFuture.supplyAsync(() -> readAll(answer), Thread::startVirtualThread));
            }
            worker.close();
            for (CompletableFuture<byte[]> reader : readers) {
                assertThat(new String(reader.get(), StandardCharsets.UTF_8)).doesNotContain("[DONE]");
            }
        }
    }

    @Test
    void unloadsWhatNobodyUsesAndLoadsItAgain() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(
                WorkerProcess.TOKEN,
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dsprue.engine.idleSeconds=1")) {
            JsonNode first = SseReader.json(worker.post(CHAT, QUESTION).body());
            while (health(worker).path("loaded").path("sprue-chat").booleanValue()) {
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(number(worker, "kv_bytes")).isZero();
            assertThat(worker.reachable(ModelStore.class)).isEqualTo(1);
            // Some thread may still have the model in hand for a moment.
            while (worker.reachable(ChatModel.class) > 0) {
                LockSupport.parkNanos(20_000_000);
            }
            JsonNode again = SseReader.json(worker.post(CHAT, QUESTION).body());
            assertThat(again.path("choices")).isEqualTo(first.path("choices"));
        }
    }

    @Test
    void stopsComputingForACallerWhoDoesNotWaitForTheWholeAnswer() throws Exception {
        Assumptions.assumeTrue(
                Files.isReadable(Path.of("/proc/self/net/tcp")), "callers are seen leaving on Linux only");
        try (WorkerProcess worker = WorkerProcess.start()) {
            byte[] body = (ENDLESS + "}").getBytes(StandardCharsets.UTF_8);
            try (Socket socket = new Socket("127.0.0.1", worker.port())) {
                socket.getOutputStream()
                        .write(("POST " + CHAT + " HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + WorkerProcess.TOKEN
                                        + "\r\ncontent-length: " + body.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(body);
                while (number(worker, "running") == 0) {
                    Thread.onSpinWait();
                }
            }
            while (number(worker, "running") > 0) {
                Thread.onSpinWait();
            }
            assertThat(number(worker, "completed")).isZero();
            while (number(worker, "cancelled") == 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static JsonNode health(WorkerProcess worker) throws IOException, InterruptedException {
        HttpResponse<String> response = worker.get("/healthz");
        assertThat(response.statusCode()).isEqualTo(200);
        return SseReader.json(response.body());
    }

    private static long number(WorkerProcess worker, String name) throws IOException, InterruptedException {
        return health(worker).path("generations").path(name).longValue();
    }

    private static byte[] readAll(InputStream in) {
        try (in) {
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            try {
                in.transferTo(all);
            } catch (IOException cut) {
                // As it must be.
            }
            return all.toByteArray();
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
