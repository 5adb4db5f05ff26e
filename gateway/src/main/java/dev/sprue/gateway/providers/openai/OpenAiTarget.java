package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import io.netty.util.AsciiString;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an OpenAI-compatible server is and how it is called.
 *
 * @param provider the provider's name, for errors
 * @param endpoint where it listens
 * @param basePath path before the operation's, with the version and without a slash at its end ({@code /v1})
 * @param wholeHeaders headers of a request for a whole answer
 * @param streamHeaders headers of a request for a stream
 * @param timeouts how long it may take
 */
public record OpenAiTarget(
        String provider,
        UpstreamEndpoint endpoint,
        String basePath,
        List<Header> wholeHeaders,
        List<Header> streamHeaders,
        TimeoutsConfig timeouts) {

    /**
     * Reads an endpoint as the configuration writes it, whose syntax has been checked.
     *
     * @param apiKey sent as a bearer token where present
     */
    public static OpenAiTarget of(String provider, String endpoint, Optional<Secret> apiKey, TimeoutsConfig timeouts) {
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
        return new OpenAiTarget(
                provider,
                new UpstreamEndpoint(host, port, tls, timeouts.connectMs()),
                path,
                headers(Headers.JSON, apiKey),
                headers(Headers.EVENT_STREAM, apiKey),
                timeouts);
    }

    private static List<Header> headers(CharSequence accepted, Optional<Secret> apiKey) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header(Headers.CONTENT_TYPE, Headers.JSON));
        headers.add(new Header(Headers.ACCEPT, accepted));
        headers.add(new Header(Headers.USER_AGENT, Headers.SPRUE));
        apiKey.ifPresent(
                key -> headers.add(new Header(Headers.AUTHORIZATION, AsciiString.of("Bearer " + key.value()))));
        return List.copyOf(headers);
    }

    /** The headers of a request for a stream, or for a whole answer. */
    List<Header> headers(boolean stream) {
        return stream ? streamHeaders : wholeHeaders;
    }
}
