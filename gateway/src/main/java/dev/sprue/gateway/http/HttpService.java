package dev.sprue.gateway.http;

import dev.sprue.gateway.http.server.Http1ServerConnection;
import dev.sprue.gateway.http.server.HttpCall;
import dev.sprue.gateway.http.server.VertxCall;
import dev.sprue.gateway.http.upstream.UpstreamClient;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.impl.VertxHandler;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The listener: one server a port and a client a loop, on as many event loops as there are processors. */
public final class HttpService implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 16 * 1024;
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int ACCEPT_BACKLOG = 4_096;

    /**
     * Resets of streams, by either side, that end an HTTP/2 connection when they come within {@link #RESET_SECONDS}. Only
     * a flood may reach it: an upstream that fails a lot, or callers that leave, behind one proxy, make many.
     */
    private static final int MAX_RESETS = 20_000;

    private static final int RESET_SECONDS = 30;

    /** What it takes to tell callers whose time is up, beyond the time itself. */
    private static final long LAST_WORDS_MS = 2_500;

    // To Vert.x a negative port is one free port that all loops share, another one for each negative number; 0 would be
    // another one for each loop.
    private static final int FREE_HTTPS = -1;
    private static final int FREE_HTTP = -2;

    /**
     * Where to listen.
     *
     * @param host address for HTTPS
     * @param httpsPort its port; 0 for any free one
     * @param httpPort the port of plain HTTP on loopback; 0 for any free one, negative for none
     * @param certificate PEM file with the certificate chain
     * @param key PEM file with its private key
     * @param idleSeconds seconds after which a connection on which nothing happens is closed
     * @param headMs milliseconds that the head of an HTTP/1.1 request may take
     */
    public record Options(
            String host, int httpsPort, int httpPort, String certificate, String key, int idleSeconds, int headMs) {}

    private final Vertx vertx;
    private final Transport transport;
    private final Options options;
    private final HeavyWork heavy;
    private final Queue<Loop> loops = new ConcurrentLinkedQueue<>();
    private final Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();
    private final Queue<HttpServer> securedServers = new ConcurrentLinkedQueue<>();
    private volatile @Nullable FrontDoor door;
    private volatile int httpsPort;
    private volatile int httpPort = -1;

    /**
     * Takes the machine's best transport; nothing listens yet.
     *
     * @param heavy does beside the event loops what would hold them up
     */
    public HttpService(Options options, HeavyWork heavy) {
        this.options = options;
        this.heavy = heavy;
        this.transport = TransportChoice.best();
        this.vertx = Vertx.builder()
                .withTransport(transport)
                .with(new VertxOptions()
                        .setEventLoopPoolSize(loops())
                        .setWorkerPoolSize(4)
                        .setInternalBlockingPoolSize(4)
                        .setUseDaemonThread(false)
                        .setFileSystemOptions(noFileCache())
                        .setDisableTCCL(true))
                .build();
    }

    /** Nothing is read from the class path by way of Vert.x, which would make a folder for it among temporary files. */
    private static FileSystemOptions noFileCache() {
        return new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    }

    private static int loops() {
        return Math.max(1, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Listens, and returns when it does; throws what stands in the way, such as a port that is taken.
     *
     * @param entrance takes the requests
     */
    public void start(FrontDoor entrance) {
        door = entrance;
        DeploymentOptions instances = new DeploymentOptions().setInstances(loops());
        vertx.deployVerticle(() -> new LoopVerticle(entrance), instances).await();
    }

    /** The port of HTTPS. */
    public int httpsPort() {
        return httpsPort;
    }

    /** The port of plain HTTP; negative if there is none. */
    public int httpPort() {
        return httpPort;
    }

    /** The transport's name: io_uring, epoll, kqueue or nio. */
    public String transportName() {
        return transport.name();
    }

    /** Serves new connections with another certificate; those that are open go on with theirs. */
    public void useCertificate(String certificate, String key) {
        ServerSSLOptions renewed =
                new ServerSSLOptions(secured(certificate, key).getSslOptions());
        Future.join(securedServers.stream()
                        .map(server -> server.updateSSLOptions(renewed, true))
                        .toList())
                .await();
    }

    /**
     * Stops accepting and lets running requests finish for at most {@code deadline}; those that have not by then are told
     * so, with 503 or the last event of a stream, and what is left a moment later is cut.
     */
    public void drain(Duration deadline) {
        FrontDoor entrance = door;
        if (entrance == null) {
            return;
        }
        entrance.ready(false);
        long untilCutMs = deadline.toMillis() + LAST_WORDS_MS;
        vertx.setTimer(Math.max(1, deadline.toMillis()), late -> loops.forEach(Loop::stop));
        List<Future<Void>> closing = servers.stream()
                .map(server -> server.shutdown(untilCutMs, TimeUnit.MILLISECONDS))
                .toList();
        try {
            Future.join(closing).await(untilCutMs + 1_000, TimeUnit.MILLISECONDS);
        } catch (Exception late) {
            // The deadline has passed: close() cuts what is left.
            System.getLogger(HttpService.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} requests did not finish in time", entrance.openRequests());
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    /** One event loop with its servers and its client. */
    private final class LoopVerticle extends AbstractVerticle {

        private final FrontDoor entrance;
        private @Nullable UpstreamClient client;

        LoopVerticle(FrontDoor entrance) {
            this.entrance = entrance;
        }

        @Override
        public void start(Promise<Void> started) {
            // Pooled connections are made on the loop that uses them: a client of its own for each loop.
            UpstreamClient own = new UpstreamClient(context, BrokenConnections::note);
            client = own;
            Loop loop = new Loop(context, new Deadlines(vertx), own, entrance.memory(), heavy);
            loops.add(loop);
            Future<HttpServer> https = listen(
                            secured(options.certificate(), options.key()),
                            options.host(),
                            options.httpsPort(),
                            FREE_HTTPS,
                            loop)
                    .onSuccess(server -> {
                        httpsPort = server.actualPort();
                        securedServers.add(server);
                    });
            if (options.httpPort() < 0) {
                https.<Void>mapEmpty().onComplete(started);
                return;
            }
            https.compose(first -> listen(plain(), "127.0.0.1", options.httpPort(), FREE_HTTP, loop))
                    .onSuccess(server -> httpPort = server.actualPort())
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        @Override
        public void stop(Promise<Void> stopped) {
            if (client == null) {
                stopped.complete();
            } else {
                client.close().onComplete(stopped);
            }
        }

        private Future<HttpServer> listen(
                HttpServerOptions serverOptions, String host, int port, int anyFreePort, Loop loop) {
            HttpServer server = vertx.createHttpServer(serverOptions)
                    .connectionHandler(connection -> {
                        connection.exceptionHandler(BrokenConnections::note);
                        if (connection instanceof Http1xServerConnection http1) {
                            useOwnCodec(http1.channelHandlerContext().pipeline(), new Requests(loop, entrance));
                        }
                    })
                    .requestHandler(request -> entrance.accept(loop, new VertxCall(request)));
            servers.add(server);
            return server.listen(port == 0 ? anyFreePort : port, host);
        }
    }

    /** What comes over HTTP/1.1, on one loop. */
    private static final class Requests implements Http1ServerConnection.Requests {

        private final Loop loop;
        private final FrontDoor entrance;

        Requests(Loop loop, FrontDoor entrance) {
            this.loop = loop;
            this.entrance = entrance;
        }

        @Override
        public void request(HttpCall call) {
            entrance.accept(loop, call);
        }

        @Override
        public void malformed(HttpCall call, Http1ServerConnection.Fault fault) {
            entrance.refuse(loop, call, fault);
        }
    }

    /**
     * Puts our own codec into the place of that of Vert.x, which has accepted the connection, made it secure, and goes on
     * watching whether it is idle and telling it when the service stops.
     */
    private void useOwnCodec(ChannelPipeline pipeline, Requests requests) {
        pipeline.replace(
                VertxHandler.class,
                "sprue",
                new Http1ServerConnection(
                        pipeline.channel(),
                        new Http1ServerConnection.Limits(MAX_LINE_BYTES, MAX_HEAD_BYTES, options.headMs()),
                        requests,
                        BrokenConnections::note));
        for (ChannelHandler handler : List.of(pipeline.get("httpDecoder"), pipeline.get("httpEncoder"))) {
            pipeline.remove(handler);
        }
    }

    private HttpServerOptions secured(String certificate, String key) {
        return plain().setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(
                        new PemKeyCertOptions().setCertPath(certificate).setKeyPath(key));
    }

    private HttpServerOptions plain() {
        return new HttpServerOptions()
                .setIdleTimeout(options.idleSeconds())
                .setTcpNoDelay(true)
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .setStrictThreadMode(true)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
                .setHttp2RstFloodWindowDuration(RESET_SECONDS)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setHandle100ContinueAutomatically(false);
    }
}
