package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.TimeoutsConfig;
import java.net.URI;
import java.util.Optional;

/**
 * Where an OpenAI-compatible server is and how it is called.
 *
 * @param provider the provider's name, for errors
 * @param host its host
 * @param port its TCP port
 * @param tls whether it is called over TLS
 * @param basePath path before the operation's, with the version and without a slash at its end ({@code /v1})
 * @param apiKey sent as a bearer token where present
 * @param timeouts how long it may take
 */
public record OpenAiTarget(
        String provider,
        String host,
        int port,
        boolean tls,
        String basePath,
        Optional<Secret> apiKey,
        TimeoutsConfig timeouts) {

    /** Reads an endpoint as the configuration writes it, whose syntax has been checked. */
    public static OpenAiTarget of(String provider, String endpoint, Optional<Secret> apiKey, TimeoutsConfig timeouts) {
        URI uri = URI.create(endpoint);
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return new OpenAiTarget(provider, uri.getHost(), port, tls, path, apiKey, timeouts);
    }
}
