package dev.sprue.gateway.http.upstream;

import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Consumer;

/** HTTP/2 or HTTP/1.1 over TLS, whichever the upstream agrees to, by Vert.x. */
final class SecuredClient {

    private static final int MAX_CONNECTIONS = 4_096;
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final ContextInternal context;
    private final HttpClientAgent client;

    SecuredClient(ContextInternal context, Consumer<Throwable> whenBroken) {
        this.context = context;
        this.client = context.owner()
                .httpClientBuilder()
                .with(new HttpClientOptions()
                        .setDecompressionSupported(false)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setTcpNoDelay(true)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setProtocolVersion(HttpVersion.HTTP_2))
                .with(pool())
                .withConnectHandler((HttpConnection connection) -> connection.exceptionHandler(whenBroken::accept))
                .build();
    }

    /** HTTP/2 connections carry many requests each; the wait queue is off, since waiting has a time-out of its own. */
    private static PoolOptions pool() {
        return new PoolOptions()
                .setHttp1MaxSize(MAX_CONNECTIONS)
                .setHttp2MaxSize(16)
                .setMaxWaitQueueSize(-1);
    }

    UpstreamCall send(UpstreamRequest request, UpstreamSink sink) {
        UpstreamEndpoint endpoint = request.endpoint();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setServer(endpoint.server())
                .setSsl(true)
                .setURI(request.uri())
                .setConnectTimeout(endpoint.connectMs());
        request.headers().forEach(header -> options.putHeader(header.name(), header.value()));
        SecuredCall call = new SecuredCall(context, request.body(), sink);
        context.emit(now -> client.request(options).onComplete(call::made));
        return call;
    }
}
