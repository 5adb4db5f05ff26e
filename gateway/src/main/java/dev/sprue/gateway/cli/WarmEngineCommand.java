package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.http.tls.CertificateStore;
import dev.sprue.gateway.providers.builtin.EngineCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the engine worker with the very command line that the service uses, makes some calls, and lets the JVM write its
 * ahead-of-time cache when the worker ends. Called by the launcher when it builds.
 *
 * <p>It also makes the certificate in the data folder on which the service's own cache is made after it: the libraries that
 * make certificates come in signed jars, which no cache can hold, and a cache with classes that refer to them would have
 * them opened at every start.
 */
@Command(name = "warm-engine", hidden = true, description = "Make the engine worker's ahead-of-time cache.")
final class WarmEngineCommand implements Callable<Integer> {

    private static final int ROUNDS = 4;
    private static final int HEAP_MB = 512;
    private static final String TOKEN = "warm-up";
    private static final String READY = "sprue-engine ready ";

    @Option(names = "--cache", required = true, paramLabel = "FILE", description = "The cache to write.")
    private Path cache = Path.of("engine.aot");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "A data folder to prepare, so that the next start on it has nothing to make.")
    private Path data = Path.of("data");

    @Override
    public Integer call() throws IOException, InterruptedException {
        SprueConfig config = ConfigReader.defaults(Map.of()).config().orElseThrow();
        new CertificateStore(data).obtain(config.listen(), List.of(), data);
        Path home = Path.of(System.getProperty("sprue.engine.home", "engine"));
        List<String> command = new ArrayList<>(new EngineCommand(home, HEAP_MB).commandLine());
        command.add(1, "-XX:AOTCacheOutput=" + cache);
        Process worker = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream stdin = worker.getOutputStream();
                BufferedReader stdout = worker.inputReader(StandardCharsets.UTF_8)) {
            stdin.write((TOKEN + "\n").getBytes(StandardCharsets.UTF_8));
            stdin.flush();
            call(port(stdout));
            // the end of its input ends the worker, which writes the cache
            stdin.close();
            stdout.lines().forEach(line -> {});
            return worker.waitFor() == 0 ? 0 : 1;
        } finally {
            worker.destroy();
        }
    }

    private static int port(BufferedReader stdout) throws IOException {
        for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
            if (line.startsWith(READY)) {
                return Integer.parseInt(line.substring(READY.length()).strip());
            }
        }
        throw new CommandFailure("the engine worker ended before it was ready");
    }

    private static void call(int port) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int round = 0; round < ROUNDS; round++) {
                post(client, port, "chat/completions", WarmUp.CHAT.formatted(false));
                post(client, port, "chat/completions", WarmUp.CHAT.formatted(true));
                post(client, port, "embeddings", WarmUp.EMBED);
            }
        }
    }

    private static void post(HttpClient client, int port, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/" + path))
                .timeout(Duration.ofSeconds(60))
                .header("authorization", "Bearer " + TOKEN)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }
}
