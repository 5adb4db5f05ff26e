package dev.sprue.engine.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.sprue.engine.wire.ApiException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks the token, finds the endpoint, and turns whatever goes wrong into an answer. */
final class Router implements HttpHandler {
    /** What callers are told of a defect; the log has the rest. */
    static final ApiException FAILURE = ApiException.of(500, "internal_error", "The engine failed; its log says how.");

    private final BearerToken token;
    private final Map<String, Route> routes;
    private final Log log;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean stopping;

    Router(BearerToken token, Map<String, Route> routes, Log log) {
        this.token = token;
        this.routes = Map.copyOf(routes);
        this.log = log;
    }

    /** The one method that a path answers, and how. */
    record Route(String method, Endpoint endpoint) {}

    /** Refuses new requests from now on. */
    void stop() {
        stopping = true;
    }

    /** Returns whether new requests are refused. */
    boolean isStopping() {
        return stopping;
    }

    /** Returns the number of requests that are being answered. */
    int inFlight() {
        return inFlight.get();
    }

    @Override
    public void handle(HttpExchange http) {
        inFlight.incrementAndGet();
        Exchange exchange = new Exchange(http);
        try (http) {
            answer(exchange);
        } catch (IOException e) {
            // The client has gone; there is nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private void answer(Exchange exchange) throws IOException, InterruptedException {
        try {
            route(exchange).answer(exchange);
        } catch (ApiException e) {
            refuse(exchange, e);
        } catch (RuntimeException | Error e) {
            log.error("answering " + exchange.method() + " " + exchange.path() + " failed", e);
            refuse(exchange, FAILURE);
        }
    }

    private static void refuse(Exchange exchange, ApiException error) throws IOException {
        if (!exchange.answered()) {
            exchange.error(error);
        }
    }

    private Endpoint route(Exchange exchange) {
        if (!token.matches(exchange.header("authorization"))) {
            throw ApiException.of(
                    401, "invalid_api_key", "The engine worker needs \"Authorization: Bearer\" with its own token.");
        }
        if (stopping) {
            throw ApiException.of(503, "stopping", "The engine worker is stopping.");
        }
        Route route = routes.get(exchange.path());
        if (route == null) {
            throw ApiException.of(404, "not_found", "There is no " + exchange.path() + " here.");
        }
        if (!route.method().equals(exchange.method())) {
            exchange.allow(route.method());
            throw ApiException.of(
                    405,
                    "method_not_allowed",
                    exchange.path() + " answers " + route.method() + ", not " + exchange.method() + ".");
        }
        return route.endpoint();
    }
}
