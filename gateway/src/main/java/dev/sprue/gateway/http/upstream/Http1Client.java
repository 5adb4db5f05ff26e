package dev.sprue.gateway.http.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.HashMap;
import java.util.Map;

/** HTTP/1.1 in the clear, on one event loop. */
final class Http1Client {

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final Map<UpstreamEndpoint, Http1Pool> pools = new HashMap<>();

    /** Makes connections on the event loop of {@code context}, with the transport and the names' resolver of Vert.x. */
    Http1Client(ContextInternal context) {
        VertxInternal vertx = context.owner();
        this.loop = context.nettyEventLoop();
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(vertx.transport().channelFactory(false))
                .resolver(vertx.nameResolver().nettyAddressResolverGroup())
                .option(ChannelOption.TCP_NODELAY, true);
    }

    UpstreamCall send(UpstreamRequest request, UpstreamSink sink) {
        Http1Call call = new Http1Call(request, sink);
        pools.computeIfAbsent(request.endpoint(), this::pool).send(call);
        return call;
    }

    /** Endpoints come and go, as the engine's worker does, and so do their pools. */
    private Http1Pool pool(UpstreamEndpoint endpoint) {
        return new Http1Pool(endpoint, loop, bootstrap, () -> pools.remove(endpoint));
    }
}
