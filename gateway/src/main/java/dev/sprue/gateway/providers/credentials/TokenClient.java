package dev.sprue.gateway.providers.credentials;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls token endpoints and metadata services, whose addresses come from the operator or are fixed: without a proxy, without
 * following redirects, bounded in time and size. Made on first use, since most configurations need none.
 */
final class TokenClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 1024 * 1024;

    private final Duration limit;
    private @Nullable HttpClient client;

    TokenClient() {
        this(Duration.ofSeconds(20));
    }

    /** One whose calls may take so long. */
    TokenClient(Duration limit) {
        this.limit = limit;
    }

    /**
     * An answer.
     *
     * @param status its HTTP status
     * @param body its body in UTF-8
     * @param from the host that gave it, for messages
     */
    record Answer(int status, String body, String from) {

        /** The JSON object that it is. */
        JsonNode json() throws IOException {
            try {
                JsonNode json = MAPPER.readTree(body);
                if (json.isObject()) {
                    return json;
                }
            } catch (JacksonException unreadable) {
                // Its message would quote the answer, which may hold a token.
            }
            throw new IOException(from + " answered with status " + status + ", but not with a JSON object");
        }
    }

    /** A request to an address. */
    static HttpRequest.Builder to(String uri) throws IOException {
        try {
            return HttpRequest.newBuilder(URI.create(uri)).header("accept", "application/json");
        } catch (IllegalArgumentException unusable) {
            throw new IOException("'" + uri + "' is no address of a token endpoint");
        }
    }

    /** A POST of a form. */
    static HttpRequest post(String uri, Map<String, String> form) throws IOException {
        return to(uri).header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
    }

    /** A query or a form, percent-encoded. */
    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /**
     * Calls, and waits for the whole answer whatever its status.
     *
     * @throws IOException where none comes in time
     */
    Answer send(HttpRequest request) throws IOException, InterruptedException {
        String host = request.uri().getHost();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            HttpResponse<byte[]> whole = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(whole.statusCode(), new String(whole.body(), StandardCharsets.UTF_8), host);
        } catch (TimeoutException slow) {
            throw new IOException(host + " did not answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException failed) {
            throw new IOException(host + " cannot be reached, or broke off (" + kind(failed) + ")");
        } finally {
            answer.cancel(true);
        }
    }

    private static String kind(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return (cause == null ? failed : cause).getClass().getSimpleName();
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
        }
        return client;
    }
}
