package dev.sprue.engine.worker;

import com.sun.net.httpserver.HttpExchange;
import dev.sprue.engine.wire.ApiException;
import dev.sprue.engine.wire.ErrorWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;

/** One request and its answer. */
final class Exchange {
    /** The longest body that is read. */
    static final int MAX_BODY_BYTES = 16 << 20;

    private static final int BUSY = 503;
    private static final String RETRY_AFTER_SECONDS = "1";

    private final HttpExchange http;
    private boolean answered;

    Exchange(HttpExchange http) {
        this.http = http;
    }

    String method() {
        return http.getRequestMethod();
    }

    String path() {
        return http.getRequestURI().getPath();
    }

    InetSocketAddress client() {
        return http.getRemoteAddress();
    }

    String header(String name) {
        String value = http.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** Returns whether the status line has gone out, after which an error can no longer be an HTTP status. */
    boolean answered() {
        return answered;
    }

    /** Reads the whole body; 413 where it is too long. */
    byte[] body() throws IOException {
        InputStream in = http.getRequestBody();
        byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw ApiException.of(
                    413, "request_too_large", "The body is longer than the " + MAX_BODY_BYTES + " bytes allowed.");
        }
        return body;
    }

    void json(int status, byte[] body) throws IOException {
        answered = true;
        http.getResponseHeaders().set("content-type", "application/json");
        http.sendResponseHeaders(status, body.length);
        try (OutputStream out = http.getResponseBody()) {
            out.write(body);
        }
    }

    void error(ApiException error) throws IOException {
        if (error.status() == BUSY) {
            http.getResponseHeaders().set("retry-after", RETRY_AFTER_SECONDS);
        }
        json(error.status(), ErrorWriter.write(error));
    }

    void allow(String methods) {
        http.getResponseHeaders().set("allow", methods);
    }

    /** Begins a stream of server-sent events. */
    EventStream eventStream() throws IOException {
        answered = true;
        http.getResponseHeaders().set("content-type", "text/event-stream; charset=utf-8");
        http.getResponseHeaders().set("cache-control", "no-cache");
        http.sendResponseHeaders(200, 0);
        return new EventStream(http.getResponseBody());
    }
}
