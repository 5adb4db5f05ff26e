package dev.sprue.gateway.http.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Consumer;

/**
 * Pooled connections from one event loop to upstreams: HTTP/1.1 in the clear, HTTP/2 or HTTP/1.1 over TLS, whichever the
 * upstream agrees to.
 */
public final class UpstreamClient {

    private final Http1Client plain;
    private final SecuredClient secured;

    /**
     * Makes connections on the event loop of {@code context}, which is the current one.
     *
     * @param whenBroken hears of connections that break outside any call
     */
    public UpstreamClient(Context context, Consumer<Throwable> whenBroken) {
        this.plain = new Http1Client((ContextInternal) context);
        this.secured = new SecuredClient((ContextInternal) context, whenBroken);
    }

    /** Sends a request; {@code sink} hears of the rest, never before this returns. */
    public UpstreamCall send(UpstreamRequest request, UpstreamSink sink) {
        return request.endpoint().tls() ? secured.send(request, sink) : plain.send(request, sink);
    }

    /** Closes the connections in the clear; Vert.x closes those over TLS with itself. On the event loop. */
    public Future<Void> close() {
        return plain.close();
    }
}
