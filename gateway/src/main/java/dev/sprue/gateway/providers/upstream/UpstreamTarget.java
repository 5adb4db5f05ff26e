package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import java.net.URI;

/**
 * Where an upstream is.
 *
 * @param provider the provider's name, for errors
 * @param endpoint where it listens
 * @param basePath path before every other, without a slash at its end ({@code /v1}); may be empty
 * @param timeouts how long it may take
 */
public record UpstreamTarget(String provider, UpstreamEndpoint endpoint, String basePath, TimeoutsConfig timeouts) {

    /** Reads an endpoint as the configuration writes it, whose syntax has been checked. */
    public static UpstreamTarget of(String provider, String endpoint, TimeoutsConfig timeouts) {
        URI uri = URI.create(endpoint);
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        String host = uri.getHost();
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return new UpstreamTarget(
                provider, new UpstreamEndpoint(host, port, tls, timeouts.connectMs()), path, timeouts);
    }

    /** The failures of this upstream that it says nothing about itself. */
    public Faults faults() {
        return new Faults(provider);
    }
}
