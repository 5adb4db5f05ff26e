package dev.sprue.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real engine worker with a model of the bench's own, and its answers with the time they took. */
final class Worker implements AutoCloseable {
    private static final String TOKEN = "bench";
    private static final String READY = "sprue-engine ready ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    /** An answer: tokens, how long until its first byte, and how long altogether. */
    record Answer(int promptTokens, int completionTokens, long firstNs, long wholeNs) {}

    private Worker(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a worker from the engine's jars, with the options that the gateway gives it, on so many threads. */
    static Worker start(Path jars, Path model, int threads, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx1024m",
                "-XX:ActiveProcessorCount=" + threads,
                "-Dsprue.engine.chatModel=" + model,
                "-cp",
                jars.resolve("*").toString(),
                "dev.sprue.engine.worker.WorkerMain"));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        process.getOutputStream().write((TOKEN + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new IOException("the engine worker did not start: " + Files.readString(log));
        }
        return new Worker(process, Integer.parseInt(line.substring(READY.length())));
    }

    /** Asks for exactly so many tokens; the tokens that would end the answer are forbidden. */
    Answer ask(String text, int tokens) throws IOException, InterruptedException {
        byte[] body = JSON.writeValueAsBytes(Map.of(
                "model",
                "sprue-chat",
                "temperature",
                0,
                "max_tokens",
                tokens,
                "stream",
                true,
                "stream_options",
                Map.of("include_usage", true),
                "logit_bias",
                Map.of("0", -100, "2", -100),
                "messages",
                List.of(Map.of("role", "user", "content", text))));
        HttpRequest request = request("/v1/chat/completions")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        long startNs = System.nanoTime();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            int first = in.read();
            long firstNs = System.nanoTime() - startNs;
            String rest = (char) first + new String(in.readAllBytes(), StandardCharsets.UTF_8);
            long wholeNs = System.nanoTime() - startNs;
            int usage = rest.lastIndexOf("data: {");
            if (response.statusCode() != 200 || usage < 0 || !rest.endsWith("data: [DONE]\n\n")) {
                throw new IOException("the worker answered " + response.statusCode() + ": " + rest);
            }
            JsonNode counts = JSON.readTree(rest.substring(usage + "data: ".length(), rest.indexOf("\n\n", usage)))
                    .path("usage");
            return new Answer(
                    counts.path("prompt_tokens").intValue(),
                    counts.path("completion_tokens").intValue(),
                    firstNs,
                    wholeNs);
        }
    }

    /** The bytes that keys and values take at this moment. */
    long kvBytes() throws IOException, InterruptedException {
        HttpResponse<String> health = client.send(request("/healthz").build(), HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(health.body()).path("generations").path("kv_bytes").longValue();
    }

    /** The resident memory of the process, in kB; 0 where it cannot be seen. */
    long residentKb() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(300))
                .header("authorization", "Bearer " + TOKEN);
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
