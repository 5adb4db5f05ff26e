package dev.sprue.bench.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.bench.upstream.UpstreamCounts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/** The upstream in a process of its own. */
final class UpstreamChild {

    private static final String NAME = "upstream";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final int port;

    /** Starts it, and waits until it listens. */
    UpstreamChild(Children children, CorePlan cores) throws IOException {
        process = children.start(NAME, cores.upstream(), Map.of(), ChildJvm.command(NAME, "--spin=" + cores.sound()));
        String line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("the upstream did not start: " + Files.readString(children.log(NAME)));
        }
        port = Integer.parseInt(line.strip());
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** What it has seen so far. */
    UpstreamCounts counts() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(ANSWER_LIMIT)
                .build();
        try {
            String body =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return json.readValue(body, UpstreamCounts.class);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
