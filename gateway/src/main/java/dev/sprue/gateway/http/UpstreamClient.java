package dev.sprue.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/**
 * Pooled connections from one event loop to upstreams: HTTP/1.1 in the clear, HTTP/2 or HTTP/1.1 over TLS, whichever the
 * upstream agrees to.
 */
public final class UpstreamClient {

    private static final int MAX_CONNECTIONS = 4_096;
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final HttpClientAgent plain;
    private final HttpClientAgent secured;

    /** Makes connections on the event loop that makes this. */
    UpstreamClient(Vertx vertx) {
        this.plain = client(vertx, options());
        this.secured = client(vertx, options().setSsl(true).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2));
    }

    private static HttpClientAgent client(Vertx vertx, HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool())
                .withConnectHandler(connection -> connection.exceptionHandler(BrokenConnections::note))
                .build();
    }

    /** HTTP/2 connections carry many requests each; the wait queue is off, since waiting has a time-out of its own. */
    private static PoolOptions pool() {
        return new PoolOptions()
                .setHttp1MaxSize(MAX_CONNECTIONS)
                .setHttp2MaxSize(16)
                .setMaxWaitQueueSize(-1);
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setDecompressionSupported(false)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setTcpNoDelay(true);
    }

    /** A request to the host that {@code options} names, over TLS where they say so. */
    public Future<HttpClientRequest> request(RequestOptions options) {
        boolean tls = options.isSsl() != null && options.isSsl();
        return (tls ? secured : plain).request(options);
    }
}
