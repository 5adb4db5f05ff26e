package dev.sprue.gateway.cli;

import dev.sprue.gateway.cli.management.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;

/**
 * Calls the service as its first callers will, so that the JVM's ahead-of-time cache (JEP 514, JEP 515) knows the classes
 * and the hot methods of a start and of the requests after it.
 */
final class WarmUp {

    private static final int ROUNDS = 25;
    static final String CHAT = """
            {"model":"sprue-chat","max_tokens":4,"stream":%s,"messages":[{"role":"system","content":"Be brief."},\
            {"role":"user","content":"What is the capital of France?"}]}""";
    static final String EMBED = """
            {"model":"sprue-embed","input":["one text","another text"]}""";

    private final HttpClient client;
    private final String key;

    /**
     * @param ca the CA of the service
     * @param key a key that it accepts
     */
    WarmUp(Path ca, String key) throws IOException, GeneralSecurityException {
        this.client = HttpClient.newBuilder()
                .sslContext(Trust.in(ca))
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        this.key = key;
    }

    /** Makes the calls; how they are answered does not matter, that they are is enough. */
    void run(RunningService service) throws IOException, InterruptedException {
        String https = "https://localhost:" + service.httpsPort();
        String http = "http://127.0.0.1:" + service.httpPort();
        for (int round = 0; round < ROUNDS; round++) {
            for (String base : List.of(https, http)) {
                post(base, "chat/completions", CHAT.formatted(false), key);
                post(base, "chat/completions", CHAT.formatted(true), key);
                post(base, "embeddings", EMBED, key);
            }
            post(https, "chat/completions", CHAT.formatted(false), "not-a-key");
            post(https, "chat/completions", "{", key);
            send(request(https, "info").GET().build());
        }
        client.close();
    }

    private void post(String base, String path, String body, String apiKey) throws IOException, InterruptedException {
        send(request(base, path)
                .setHeader("api-key", apiKey)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String base, String path) {
        return HttpRequest.newBuilder(URI.create(base + "/models/" + path + "?api-version=2024-05-01-preview"))
                .timeout(Duration.ofSeconds(60))
                .header("api-key", key);
    }

    private void send(HttpRequest request) throws IOException, InterruptedException {
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }
}
