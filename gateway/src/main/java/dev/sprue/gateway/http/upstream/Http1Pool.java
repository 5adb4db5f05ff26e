package dev.sprue.gateway.http.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop to one endpoint. The one that was used last is used next, so that what a busy hour
 * needed closes after it.
 */
final class Http1Pool {

    private static final long SWEEP_MS = 5_000;
    private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final UpstreamEndpoint endpoint;
    private final ArrayDeque<Http1Connection> idle = new ArrayDeque<>();
    private final Runnable whenEmpty;

    /** Connections that are open or being made. */
    private int connections;

    private boolean sweeping;

    /**
     * Connects as {@code base} says, but for what the endpoint decides.
     *
     * @param open takes note of each connection
     * @param whenEmpty runs when the last connection has gone; nothing is sent afterwards
     */
    Http1Pool(UpstreamEndpoint endpoint, EventLoop loop, Bootstrap base, ChannelGroup open, Runnable whenEmpty) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.whenEmpty = whenEmpty;
        this.bootstrap = base.clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, endpoint.connectMs())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        open.add(channel);
                        channel.pipeline().addLast(new Http1Connection(Http1Pool.this, channel));
                    }
                });
    }

    /** Sends on an idle connection, else on a new one. */
    void send(Http1Call call) {
        Http1Connection connection = idle.pollFirst();
        while (connection != null && !connection.isOpen()) {
            connection = idle.pollFirst();
        }
        if (connection == null) {
            connect(call);
        } else {
            connection.send(call);
        }
    }

    /** Sends on a new connection. */
    void connect(Http1Call call) {
        connections++;
        bootstrap.connect(endpoint.target()).addListener((ChannelFuture made) -> {
            if (!made.isSuccess()) {
                oneLess();
                // A failure may be known at once; who calls hears of it after the call, as of everything else.
                loop.execute(() -> call.unreachable(made.cause()));
                return;
            }
            Http1Connection connection = made.channel().pipeline().get(Http1Connection.class);
            if (call.isOver()) {
                unneeded(connection);
            } else {
                connection.send(call);
            }
        });
    }

    private void unneeded(Http1Connection connection) {
        if (endpoint.isPooled()) {
            put(connection);
        } else {
            connection.close();
        }
    }

    /** Takes back a connection whose answer has ended. */
    void put(Http1Connection connection) {
        connection.idleSince(System.nanoTime());
        idle.addFirst(connection);
        if (!sweeping) {
            sweeping = true;
            sweepLater();
        }
    }

    /** Forgets a connection that was closed. */
    void gone(Http1Connection connection) {
        idle.remove(connection);
        oneLess();
    }

    private void oneLess() {
        if (--connections == 0) {
            whenEmpty.run();
        }
    }

    private void sweepLater() {
        var unused = loop.schedule(this::sweep, SWEEP_MS, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long now = System.nanoTime();
        for (Http1Connection oldest = idle.peekLast();
                oldest != null && now - oldest.idleSince() >= KEEP_ALIVE_NANOS;
                oldest = idle.peekLast()) {
            idle.pollLast().close();
        }
        sweeping = !idle.isEmpty();
        if (sweeping) {
            sweepLater();
        }
    }
}
