package dev.sprue.engine.worker;

import com.sun.net.httpserver.HttpServer;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.wire.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/** The worker's HTTP server, on an ephemeral port of the loopback interface. */
final class WorkerServer {
    private static final int BACKLOG = 1024;
    private static final long DRAIN_POLL_MS = 10;

    private final HttpServer http;
    private final Router router;
    private final Counters counters;

    private WorkerServer(HttpServer http, Router router, Counters counters) {
        this.http = http;
        this.router = router;
        this.counters = counters;
    }

    /**
     * Starts to listen.
     *
     * @param stuck how long a step of work may take until the health check says that the worker hangs
     */
    static WorkerServer start(BearerToken token, ModelStore models, Scheduler scheduler, Duration stuck, Log log)
            throws IOException {
        keepConnectionsOpen();
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer http = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
        Counters counters = new Counters();
        Departures departures = new Departures(http.getAddress().getPort());
        JsonReader json = new JsonReader();
        Generations generations = new Generations(models, counters, departures);
        Router router = new Router(
                token,
                Map.of(
                        "/healthz",
                        new Router.Route("GET", new HealthEndpoint(models, scheduler, counters, stuck)),
                        "/v1/models",
                        new Router.Route("GET", new ModelsEndpoint()),
                        "/v1/chat/completions",
                        new Router.Route("POST", new ChatEndpoint(json, models, generations)),
                        "/v1/completions",
                        new Router.Route("POST", new CompletionsEndpoint(json, models, generations)),
                        "/v1/embeddings",
                        new Router.Route("POST", new EmbeddingsEndpoint(json, models, scheduler)),
                        "/v1/images/embeddings",
                        new Router.Route("POST", new ImageEmbeddingsEndpoint(json, models, scheduler))),
                log);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", router);
        http.start();
        return new WorkerServer(http, router, counters);
    }

    /** The server's own settings would close pooled connections after 30 s, and all beyond 200 at once. */
    private static void keepConnectionsOpen() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "86400");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** Returns whether {@link #drain} was called. */
    boolean isStopping() {
        return router.isStopping();
    }

    /** Returns whether no generation was asked for yet. */
    boolean isUnused() {
        return counters.startedCount() == 0;
    }

    /** Refuses new requests and waits until the running ones are answered, at most {@code withinMs}. */
    void drain(long withinMs) throws InterruptedException {
        router.stop();
        long deadlineNs = System.nanoTime() + withinMs * 1_000_000;
        while (router.inFlight() > 0 && System.nanoTime() < deadlineNs) {
            Thread.sleep(DRAIN_POLL_MS);
        }
    }
}
