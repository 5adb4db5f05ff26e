package dev.sprue.conformance.wire;

import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Trust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One HTTP/1.1 request to the product, put together the way a test needs it. Immutable but for what it builds. */
final class Wire {
    /** The newest version of the inference API that every test may use. */
    static final String VERSION = "2025-05-15-preview";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Endpoint endpoint;
    private final String method;
    private final HttpRequest.Builder request;
    private BodyPublisher body = BodyPublishers.noBody();

    private Wire(Endpoint endpoint, String method, String target) {
        this.endpoint = endpoint;
        this.method = method;
        this.request =
                HttpRequest.newBuilder(URI.create(endpoint.base() + target)).timeout(LIMIT);
    }

    /** A request without credentials; {@code target} is path and query. */
    static Wire request(Endpoint endpoint, String method, String target) {
        return new Wire(endpoint, method, target);
    }

    /** A chat with the resource's key and that JSON body. */
    static Wire chat(Endpoint endpoint, String body) {
        return request(endpoint, "POST", route("chat/completions")).key().json(body);
    }

    /** An embeddings request with the resource's key and that JSON body. */
    static Wire embed(Endpoint endpoint, String body) {
        return request(endpoint, "POST", route("embeddings")).key().json(body);
    }

    /** A path under {@code /models} with an api-version. */
    static String route(String operation) {
        return "/models/" + operation + "?api-version=" + VERSION;
    }

    Wire key() {
        return header("api-key", endpoint.key());
    }

    Wire header(String name, String value) {
        request.header(name, value);
        return this;
    }

    Wire json(String text) {
        return header("content-type", "application/json").body(text);
    }

    Wire body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire body(byte[] bytes) {
        body = BodyPublishers.ofByteArray(bytes);
        return this;
    }

    /** Sends the body in chunks, without saying how long it is. */
    Wire chunked(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
        return header("content-type", "application/json");
    }

    Answer send() {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(Trust.context(endpoint.ca()))
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            HttpResponse<String> response =
                    client.send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
