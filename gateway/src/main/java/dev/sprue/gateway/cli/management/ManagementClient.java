package dev.sprue.gateway.cli.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Calls the management API of one service. Follows no redirects, so that the token goes nowhere else. Methods block.
 *
 * <p>They throw {@link Refusal} when the service answers that it does not, and {@link UnreachableException} when no answer
 * of a management API comes.
 */
public final class ManagementClient implements AutoCloseable {

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);
    private static final int MOST_PAGES = 100_000;

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http;
    private final String base;
    private final Secret token;

    /**
     * @param base the service's URL without a slash at the end
     * @param token the admin token
     * @param ca who must have signed the service's certificate; empty: one of those whom the JVM trusts
     */
    public ManagementClient(String base, Secret token, Optional<Path> ca) {
        this.base = base;
        this.token = token;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TO_CONNECT);
        if (ca.isPresent() && base.startsWith("https:")) {
            try {
                builder.sslContext(Trust.in(ca.get()));
            } catch (IOException | GeneralSecurityException unusable) {
                throw new UnreachableException(
                        "the CA file " + ca.get() + " cannot be used: " + unusable.getMessage(), true, unusable);
            }
        }
        this.http = builder.build();
    }

    /** Reads one object. */
    public JsonNode get(String path) {
        return send("GET", path, Map.of(), Optional.empty()).body();
    }

    /** Reads a whole list, page after page. */
    public List<JsonNode> list(String path) {
        List<JsonNode> all = new ArrayList<>();
        String next = path;
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode body = get(next);
            body.path("value").forEach(all::add);
            String link = body.path("nextLink").asText("");
            if (link.isEmpty()) {
                return all;
            }
            // Its path only: whoever names another host there shall not get the token.
            URI uri = URI.create(link);
            next = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        }
        throw new UnreachableException(base + path + " lists without end", true, new IOException(next));
    }

    /** Makes a call and reads its answer. */
    public Answer send(String method, String path, Map<String, String> headers, Optional<JsonNode> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TO_ANSWER)
                .header("authorization", "Bearer " + token.value())
                .header("accept", "application/json")
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElseGet(BodyPublishers::noBody));
        body.ifPresent(json -> request.header("content-type", "application/json"));
        headers.forEach(request::header);
        return read(exchange(request.build()));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException nobody) {
            throw new UnreachableException("nothing answers at " + base, false, nobody);
        } catch (HttpTimeoutException slow) {
            throw new UnreachableException(
                    base + " did not answer within " + TO_ANSWER.toSeconds() + " seconds", true, slow);
        } catch (SSLException untrusted) {
            throw new UnreachableException(
                    "no trusted connection to " + base + ": " + untrusted.getMessage()
                            + ". Name the CA that signed its certificate with --ca",
                    true,
                    untrusted);
        } catch (IOException broken) {
            throw new UnreachableException(
                    "the connection to " + base + " broke: " + broken.getMessage(), true, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while " + base + " was called", true, interrupted);
        }
    }

    private Answer read(HttpResponse<String> response) {
        JsonNode body = json(response.body());
        int status = response.statusCode();
        if (status / 100 != 2) {
            JsonNode error = body.path("error");
            throw new Refusal(
                    status,
                    error.path("code").asText(""),
                    error.path("message").asText("HTTP status " + status),
                    response.headers().firstValue("retry-after"));
        }
        if (!response.body().isBlank() && !body.isObject()) {
            throw new UnreachableException(
                    base + " does not answer as Sprue's management API does",
                    true,
                    new IOException("no JSON object came"));
        }
        return new Answer(status, body);
    }

    /** The JSON of a text; missing where it holds none. */
    private JsonNode json(String text) {
        try {
            JsonNode read = mapper.readTree(text);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException none) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
