package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.config.ProbeConfig;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/**
 * Looks regularly whether a provider's host can be reached, on a thread of its own and without a credential, and tells all
 * that is known of its models. What it finds out is that somebody is there, not that a model works: a breaker that is open is
 * brought to its trial by it, and closed by the call that is the trial.
 */
final class Probe implements AutoCloseable {

    private static final int SERVER_ERROR = 500;

    private final HttpClient client;
    private final HttpRequest request;
    private final ProbeConfig how;
    private final Thread thread;
    private volatile Set<Health> healths = Set.of();

    /** Begins to look at once. */
    Probe(UpstreamEndpoint endpoint, ProbeConfig how) {
        this.how = how;
        Duration patience = Duration.ofMillis(how.timeoutMs());
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
        String host = endpoint.host().indexOf(':') >= 0 ? "[" + endpoint.host() + "]" : endpoint.host();
        request = HttpRequest.newBuilder(URI.create(
                        (endpoint.tls() ? "https://" : "http://") + host + ":" + endpoint.port() + how.path()))
                .timeout(patience)
                .header("user-agent", "sprue")
                .build();
        thread = Thread.ofVirtual().name("probe-" + endpoint.host()).start(this::run);
    }

    /** Tells these what it finds, from now on. */
    void watches(Set<Health> told) {
        healths = Set.copyOf(told);
    }

    private void run() {
        int failures = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                failures = isWell() ? 0 : failures + 1;
                if (failures == 0 || failures >= how.failures()) {
                    boolean well = failures == 0;
                    healths.forEach(health -> health.probed(well, System.nanoTime()));
                }
                Thread.sleep(how.intervalMs());
            }
        } catch (InterruptedException closed) {
            // Nobody wants to know any more.
        }
    }

    private boolean isWell() throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < SERVER_ERROR;
        } catch (IOException unreachable) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        client.shutdownNow();
    }
}
