package dev.sprue.gateway.api.management;

import dev.sprue.gateway.api.answers.ErrorAnswer;
import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.control.Conditions;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.BodyReader;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.MediaTypes;
import dev.sprue.gateway.http.Surface;
import dev.sprue.gateway.http.Workbench;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The management API: it finds out who calls and what for on the event loop, and has the route's handler answer on the
 * {@link Workbench}, where it may block.
 */
public final class ManagementSurface implements Surface {

    /** Megabytes that a request's body may have. */
    public static final int MAX_BODY_MB = 1;

    /** Who has the admin token, as objects remember it. */
    static final String ADMIN = "admin";

    private static final int MAX_JSON_DEPTH = 32;
    private static final int MAX_ECHO_CHARS = 128;
    private static final String BEARER = "bearer ";
    private static final Set<String> WITH_BODY = Set.of("PUT", "PATCH", "POST");

    private final ArmRouter router;
    private final Predicate<String> admins;
    private final BodyReader bodies;
    private final Workbench workbench;

    /**
     * @param routes all routes
     * @param admins whether a bearer token may administer; called on event loops
     * @param bodies reads bodies of up to {@link #MAX_BODY_MB}
     */
    public ManagementSurface(List<ArmRoute> routes, Predicate<String> admins, BodyReader bodies, Workbench workbench) {
        this.router = new ArmRouter(routes);
        this.admins = admins;
        this.bodies = bodies;
        this.workbench = workbench;
    }

    @Override
    public boolean owns(String path) {
        return ArmPath.owns(path);
    }

    @Override
    public boolean servesEveryHost() {
        return true;
    }

    @Override
    public void handle(Exchange exchange) {
        // Who calls comes first: a stranger learns nothing about routes, versions or what there is.
        authenticate(exchange);
        ArmPath path = ArmPath.of(exchange.path());
        String allowed = router.allowed(path);
        if (!allowed.isEmpty() && !allowed.contains(exchange.method())) {
            exchange.putHeader("allow", allowed);
        }
        ArmRouter.Found found = router.find(exchange.method(), path);
        ArmQuery query = new ArmQuery(exchange.query());
        found.route().versions().require(exchange, query);
        Conditions conditions = EntityTags.of(exchange);
        Consumer<Optional<JsonFields>> start = body -> start(
                exchange,
                found.route(),
                new ArmRequest(found.values(), exchange.path(), query, exchange.origin(), conditions, ADMIN, body));
        if (WITH_BODY.contains(exchange.method())) {
            MediaTypes.requireJson(exchange);
            bodies.read(exchange, ManagementSurface::scan, start, failure -> fail(exchange, failure));
        } else {
            start.accept(Optional.empty());
        }
    }

    /** A call without a body is one of {@code listKeys}, say; whoever needs a body finds it missing. */
    private static Optional<JsonFields> scan(JsonBytes body) {
        return body.length() == 0 ? Optional.empty() : Optional.of(RequestBody.scan(body, MAX_JSON_DEPTH));
    }

    /** Nobody hears of what is thrown here, since the body has been read: all that can fail is on the workbench. */
    private void start(Exchange exchange, ArmRoute route, ArmRequest request) {
        workbench.run(
                exchange.loop().context(),
                () -> route.handler().answer(request),
                answer -> send(exchange, answer),
                failure -> fail(exchange, failure));
    }

    private void authenticate(Exchange exchange) {
        Optional<String> token = exchange.header("authorization")
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .filter(given -> !given.isEmpty());
        if (token.isEmpty()) {
            exchange.putHeader("www-authenticate", "Bearer realm=\"sprue\"");
            throw Failure.of(ErrorCode.ADMIN_TOKEN_MISSING).toException();
        }
        if (!admins.test(token.get())) {
            exchange.putHeader("www-authenticate", "Bearer realm=\"sprue\", error=\"invalid_token\"");
            throw Failure.of(ErrorCode.ADMIN_TOKEN_INVALID).toException();
        }
    }

    private static void send(Exchange exchange, ArmAnswer answer) {
        requestIds(exchange);
        answer.headers().forEach(exchange::putHeader);
        exchange.answer(answer.status(), Headers.JSON, Buffer.buffer(answer.body()));
    }

    @Override
    public void fail(Exchange exchange, Failure failure) {
        requestIds(exchange);
        ErrorAnswer.send(exchange, failure, failure.status(), ArmErrorWriter.body(failure));
    }

    private static void requestIds(Exchange exchange) {
        exchange.putHeader("x-ms-request-id", exchange.id());
        exchange.putHeader(
                "x-ms-correlation-request-id",
                exchange.header("x-ms-correlation-request-id")
                        .filter(given -> !given.isEmpty() && given.length() <= MAX_ECHO_CHARS)
                        .filter(given -> given.chars().allMatch(c -> c > ' ' && c < 0x7F))
                        .orElse(exchange.id()));
        exchange.putHeader("cache-control", "no-cache");
    }
}
