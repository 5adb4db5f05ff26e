package dev.sprue.engine.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.chat.BatchLimits;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tensor.Team;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A worker in this process, with a chat model of the test's own. */
final class InProcessWorker implements AutoCloseable {
    private static final String TOKEN = "t";

    private final Path file;
    private final WorkerServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Starts a worker with the model of a GGUF file. */
    InProcessWorker(byte[] model) throws IOException {
        file = Files.createTempFile("model", ".gguf");
        Files.write(file, model);
        Scheduler scheduler = new Scheduler(1, 4, 4);
        ModelStore models = new ModelStore(
                new Compute(new ScalarKernels(), new Team(1)),
                scheduler,
                new BatchLimits(4, 16, 64 << 20),
                Optional.of(file));
        server = WorkerServer.start(
                new BearerToken(TOKEN), models, scheduler, Duration.ofSeconds(30), new Log(System.err));
    }

    HttpResponse<String> post(String path, Object body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("authorization", "Bearer " + TOKEN)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the answer to a request that succeeds. */
    JsonNode answer(String path, Object body) throws IOException, InterruptedException {
        return SseReader.json(succeed(path, body));
    }

    /** Returns the chunks of the answer to a request that succeeds. */
    List<JsonNode> chunks(String path, Object body) throws IOException, InterruptedException {
        return SseReader.chunks(succeed(path, body));
    }

    private String succeed(String path, Object body) throws IOException, InterruptedException {
        HttpResponse<String> response = post(path, body);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body() + " to " + body);
        }
        return response.body();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        client.close();
        server.drain(1_000);
        Files.delete(file);
    }
}
