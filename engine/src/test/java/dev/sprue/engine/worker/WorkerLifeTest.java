package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a worker process begins and ends. */
@Timeout(60)
class WorkerLifeTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String PROMPT = "A prompt that nobody else may read";
    private static final String LONG_STREAM = "{\"model\":\"sprue-chat\",\"stream\":true,\"n\":4,\"seed\":1,"
            + "\"logit_bias\":{\"0\":-100,\"2\":-100},\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT
            + "\"}]}";

    @Test
    void endsWithItsParentAndPrintsOneLineOnly() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start()) {
            HttpResponse<InputStream> running = worker.open(CHAT, LONG_STREAM);
            assertThat(running.body().read()).isEqualTo('d');
            worker.endInput();
            assertThat(worker.awaitExit()).isTrue();
            assertThat(worker.restOfStdout()).isEmpty();
            assertThat(worker.log()).contains("listening on 127.0.0.1").doesNotContain(PROMPT, WorkerProcess.TOKEN);
        }
    }

    @Test
    void finishesRunningRequestsWhenToldToEnd() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start()) {
            HttpResponse<InputStream> running =
                    worker.open(CHAT, LONG_STREAM.replace("\"n\":4", "\"n\":4,\"max_tokens\":200"));
            int first = running.body().read();
            worker.terminate();
            String rest = new String(running.body().readAllBytes(), StandardCharsets.UTF_8);
            List<JsonNode> chunks = SseReader.chunks((char) first + rest);
            assertThat(chunks.stream()
                            .filter(c -> !c.at("/choices/0/finish_reason").isNull())
                            .count())
                    .isEqualTo(4);
            assertThat(worker.awaitExit()).isTrue();
        }
    }

    @Test
    void answersAlikeWithoutTheVectorModule() throws Exception {
        String question = "{\"model\":\"sprue-chat\",\"temperature\":0,\"messages\":"
                + "[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}";
        try (WorkerProcess vector = WorkerProcess.start();
                WorkerProcess scalar = WorkerProcess.start(WorkerProcess.TOKEN)) {
            JsonNode fast = SseReader.json(vector.post(CHAT, question).body());
            JsonNode plain = SseReader.json(scalar.post(CHAT, question).body());
            assertThat(plain.path("choices")).isEqualTo(fast.path("choices"));
            assertThat(plain.path("system_fingerprint").asText()).endsWith("_scalar");
            assertThat(fast.path("system_fingerprint").asText()).contains("_vector");
        }
    }

    @Test
    void needsATokenToBegin() {
        assertThatThrownBy(() -> WorkerProcess.start(" ")).hasMessageContaining("first line of standard input");
        assertThatThrownBy(() -> WorkerProcess.start("x".repeat(2000))).hasMessageContaining("longer than 1024 bytes");
    }

    @Test
    void embedsAlikeWithoutTheVectorModuleAndWritesNoFile(@TempDir Path temporary) throws Exception {
        String texts = "{\"model\":\"sprue-embed\",\"input\":[\"hello world\",\"x\"]}";
        String folder = "-Djava.io.tmpdir=" + temporary;
        try (WorkerProcess vector =
                        WorkerProcess.start(WorkerProcess.TOKEN, folder, "--add-modules", "jdk.incubator.vector");
                WorkerProcess scalar = WorkerProcess.start(WorkerProcess.TOKEN, folder)) {
            JsonNode fast = SseReader.json(vector.post("/v1/embeddings", texts).body());
            JsonNode plain = SseReader.json(scalar.post("/v1/embeddings", texts).body());
            assertThat(fast.path("data").size()).isEqualTo(2);
            assertThat(plain).isEqualTo(fast);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(path -> !path.getFileName().toString().startsWith("hsperfdata")))
                    .isEmpty();
        }
    }
}
