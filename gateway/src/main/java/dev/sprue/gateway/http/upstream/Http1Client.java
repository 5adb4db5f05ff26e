package dev.sprue.gateway.http.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.HashMap;
import java.util.Map;

/** HTTP/1.1 in the clear, on one event loop. */
final class Http1Client {

    private final EventLoop loop;
    private final ChannelGroup open;
    private final Bootstrap bootstrap;
    private final Map<UpstreamEndpoint, Http1Pool> pools = new HashMap<>();

    /** Makes connections on the event loop of {@code context}, with the transport and the names' resolver of Vert.x. */
    Http1Client(ContextInternal context) {
        VertxInternal vertx = context.owner();
        this.loop = context.nettyEventLoop();
        this.open = new DefaultChannelGroup(loop);
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(vertx.transport().channelFactory(false))
                .resolver(vertx.nameResolver().nettyAddressResolverGroup());
        HttpClientOptions options = new HttpClientOptions().setTcpNoDelay(true);
        vertx.transport().configure(options, options.getConnectTimeout(), false, bootstrap);
    }

    UpstreamCall send(UpstreamRequest request, UpstreamSink sink) {
        Http1Call call = new Http1Call(request, sink);
        pools.computeIfAbsent(request.endpoint(), this::pool).send(call);
        return call;
    }

    /** Endpoints come and go, as the engine's worker does, and so do their pools. */
    private Http1Pool pool(UpstreamEndpoint endpoint) {
        return new Http1Pool(endpoint, loop, bootstrap, open, () -> pools.remove(endpoint));
    }

    /** Closes all connections; complete when they are. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        open.close().addListener(done -> closed.complete());
        return closed.future();
    }
}
