package dev.sprue.gateway.providers.builtin;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** Asks an engine worker whether it is well. Blocks; meant for the thread that supervises. */
final class HealthProbe {

    /**
     * How a running worker is watched.
     *
     * @param every from one question to the next
     * @param within how long an answer may take
     * @param misses questions in a row without a good answer after which the worker hangs
     */
    record Rhythm(Duration every, Duration within, int misses) {

        static final Rhythm USUAL = new Rhythm(Duration.ofSeconds(5), Duration.ofSeconds(10), 3);
    }

    private final URI address;
    private final String token;
    private final int withinMs;

    HealthProbe(int port, String token, Duration within) {
        this.address = URI.create("http://127.0.0.1:" + port + "/healthz");
        this.token = token;
        this.withinMs = Math.toIntExact(within.toMillis());
    }

    /** Returns what is wrong, or an empty text. */
    String complaint() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            try {
                connection.setConnectTimeout(withinMs);
                connection.setReadTimeout(withinMs);
                connection.setRequestProperty("authorization", "Bearer " + token);
                int status = connection.getResponseCode();
                return status == HttpURLConnection.HTTP_OK ? "" : "it answers " + status + " to its health check";
            } finally {
                connection.disconnect();
            }
        } catch (IOException failed) {
            return "it does not answer its health check: " + failed.getMessage();
        }
    }
}
