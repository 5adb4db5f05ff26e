package dev.sprue.gateway.http;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.server.Http1ServerConnection.Fault;
import dev.sprue.gateway.http.server.HttpCall;
import dev.sprue.gateway.log.Logs;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Where every request comes in: health checks are answered here, everything else goes to the surface that owns its path.
 *
 * <p>Shared by all event loops; what belongs to one request is in its {@link Exchange}.
 */
public final class FrontDoor {

    private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());

    private static final long RETRY_MS = 1_000;

    private final List<Surface> surfaces;
    private final Surface fallback;
    private final int maxOpen;
    private final int maxCustomHeaders;
    private final MemoryBudget memory;
    private final Predicate<String> servedHosts;
    private final Cors cors;
    private final Logs logs;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean ready;

    /**
     * @param surfaces asked in this order
     * @param fallback renders failures on paths that no surface owns
     * @param maxOpen requests that may be open at once; one more is answered with 503 at once
     * @param maxCustomHeaders headers of one request that its caller made up; {@link Integer#MAX_VALUE} for no bound
     * @param memory bounds what requests hold; while it is short, new ones are answered with 503
     * @param servedHosts whether calls to a host, in lower case and without port, are served; others get 404
     * @param cors which web pages may call
     */
    public FrontDoor(
            List<Surface> surfaces,
            Surface fallback,
            int maxOpen,
            int maxCustomHeaders,
            MemoryBudget memory,
            Predicate<String> servedHosts,
            Cors cors,
            Logs logs) {
        this.surfaces = List.copyOf(surfaces);
        this.fallback = fallback;
        this.maxOpen = maxOpen;
        this.maxCustomHeaders = maxCustomHeaders;
        this.memory = memory;
        this.servedHosts = servedHosts;
        this.cors = cors;
        this.logs = logs;
    }

    /** Says whether {@code /readyz} tells a load balancer to send calls here. */
    public void ready(boolean nowReady) {
        ready = nowReady;
    }

    /** Bounds what all requests together hold in memory. */
    MemoryBudget memory() {
        return memory;
    }

    /** Requests that are being served. */
    public int openRequests() {
        return open.get();
    }

    void accept(Loop loop, HttpCall request) {
        String path = request.path();
        if ((path.equals("/healthz") || path.equals("/readyz"))) {
            health(loop, request, path.equals("/healthz") || ready);
            return;
        }
        Exchange exchange = admit(loop, request);
        Surface surface = owner(path);
        try {
            if (!ready) {
                exchange.endConnection();
                surface.fail(exchange, Failure.of(ErrorCode.STOPPING).withRetryAfterMs(RETRY_MS));
            } else if (open.get() > maxOpen) {
                surface.fail(exchange, Failure.of(ErrorCode.OVERLOADED).withRetryAfterMs(RETRY_MS));
            } else if (memory.isShort()) {
                surface.fail(exchange, Failure.of(ErrorCode.MEMORY_SHORT).withRetryAfterMs(RETRY_MS));
            } else if (!surface.servesEveryHost() && !servedHosts.test(request.host())) {
                surface.fail(exchange, Failure.of(ErrorCode.RESOURCE_NOT_FOUND));
            } else if (cors.isPreflight(exchange)) {
                cors.answer(exchange);
            } else {
                customHeaders(request, exchange);
                surface.handle(exchange);
            }
        } catch (FailureException refused) {
            surface.fail(exchange, refused.failure());
        } catch (RuntimeException defect) {
            defect(surface, exchange, defect);
        }
    }

    /** Where they are bounded, as the service bounds them, they are echoed too, as the service does. */
    private void customHeaders(HttpCall request, Exchange exchange) {
        if (maxCustomHeaders != Integer.MAX_VALUE) {
            CustomHeaders custom = CustomHeaders.of(request);
            if (custom.count() > maxCustomHeaders) {
                throw Failure.of(ErrorCode.TOO_MANY_CUSTOM_HEADERS, custom.count(), maxCustomHeaders)
                        .toException();
            }
            custom.echo(exchange);
        }
    }

    /** Answers what is not HTTP, or too much of it, or too slow. */
    void refuse(Loop loop, HttpCall request, Fault fault) {
        Exchange exchange = admit(loop, request);
        exchange.endConnection();
        fallback.fail(
                exchange,
                switch (fault) {
                    case TOO_LARGE -> Failure.of(ErrorCode.HEADERS_TOO_LARGE);
                    case TOO_SLOW -> Failure.of(ErrorCode.HEAD_TIMEOUT);
                    case UNREADABLE -> Failure.of(ErrorCode.BAD_REQUEST, "its head cannot be read");
                });
    }

    private Exchange admit(Loop loop, HttpCall request) {
        open.incrementAndGet();
        Exchange[] self = new Exchange[1];
        Exchange exchange = new Exchange(loop, request, logs.wantsAccess(), () -> {
            open.decrementAndGet();
            logs.access(() -> self[0].facts().line(self[0], System.nanoTime()));
        });
        self[0] = exchange;
        cors.mark(exchange);
        return exchange;
    }

    private Surface owner(String path) {
        for (Surface surface : surfaces) {
            if (surface.owns(path)) {
                return surface;
            }
        }
        return fallback;
    }

    private static void defect(Surface surface, Exchange exchange, RuntimeException defect) {
        LOG.log(System.Logger.Level.ERROR, "request " + exchange.id() + " hit a defect", defect);
        if (!exchange.answered()) {
            surface.fail(exchange, Failure.of(ErrorCode.INTERNAL));
        }
    }

    private static void health(Loop loop, HttpCall request, boolean up) {
        request.onOver(() -> Exchange.letGo(loop, request), () -> {});
        request.addHeader(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        request.addHeader(Headers.CACHE_CONTROL, "no-store");
        request.answer(up ? 200 : 503, Buffer.buffer(up ? "ok\n" : "not ready\n"));
    }
}
