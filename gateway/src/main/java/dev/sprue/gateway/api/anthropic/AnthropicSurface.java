package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.answers.AnswerRelay;
import dev.sprue.gateway.api.answers.ErrorAnswer;
import dev.sprue.gateway.api.requests.TokenEstimate;
import dev.sprue.gateway.auth.Credentials;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.http.BodyReader;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.MediaTypes;
import dev.sprue.gateway.http.Surface;
import dev.sprue.gateway.pipeline.Pipeline;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Anthropic's Messages API on {@code /anthropic/v1}, over the same deployments as every other surface. */
public final class AnthropicSurface implements Surface {

    private static final String VERSION = "anthropic-version";
    private static final int MAX_SHOWN_CHARS = 200;
    private static final Set<String> SERVED_VERSIONS = Set.of("2023-06-01", "2026-10-21");

    private final Pipeline pipeline;
    private final BodyReader bodies;
    private final MessagesRequestReader requests;

    /** @param maxJsonDepth levels of nesting that a request body may have */
    public AnthropicSurface(Pipeline pipeline, BodyReader bodies, int maxJsonDepth) {
        this.pipeline = pipeline;
        this.bodies = bodies;
        this.requests = new MessagesRequestReader(bodies, maxJsonDepth);
    }

    @Override
    public boolean owns(String path) {
        return AnthropicRoute.owns(path);
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.putHeader("request-id", exchange.id());
        // Who calls comes first: a stranger learns nothing about routes, versions, models or limits.
        Principal principal = pipeline.authenticate(
                exchange,
                Credentials.of(
                        exchange.header("x-api-key").or(() -> exchange.header("api-key")),
                        exchange.header("authorization")));
        AnthropicRoute route = AnthropicRoute.of(exchange.path())
                .orElseThrow(() -> Failure.of(ErrorCode.RESOURCE_NOT_FOUND).toException());
        if (!exchange.method().equals("POST")) {
            exchange.putHeader("allow", "POST");
            throw Failure.of(ErrorCode.METHOD_NOT_ALLOWED, exchange.path(), exchange.method())
                    .remedied("POST")
                    .toException();
        }
        exchange.header(VERSION)
                .filter(version -> !SERVED_VERSIONS.contains(version))
                .ifPresent(other -> {
                    throw Failure.of(ErrorCode.UNSUPPORTED_API_VERSION, Shown.text(other, MAX_SHOWN_CHARS))
                            .remedied(String.join(", ", new TreeSet<>(SERVED_VERSIONS)))
                            .toException();
                });
        MediaTypes.requireJson(exchange);
        switch (route) {
            case MESSAGES ->
                bodies.read(
                        exchange,
                        body -> requests.read(exchange, body),
                        request -> start(exchange, principal, request),
                        failure -> fail(exchange, failure));
            case COUNT_TOKENS ->
                bodies.read(
                        exchange,
                        requests::count,
                        request -> count(exchange, principal, request),
                        failure -> fail(exchange, failure));
        }
    }

    private void start(Exchange exchange, Principal principal, MessagesRequest request) {
        AnswerRelay answer = new AnswerRelay(exchange, new AnthropicDialect(exchange, request, this::fail));
        answer.took(pipeline.start(principal, request.call(), exchange.loop(), exchange.facts(), answer));
    }

    private void count(Exchange exchange, Principal principal, CountRequest request) {
        try {
            pipeline.describe(principal, Optional.of(request.model()));
        } catch (FailureException unknown) {
            fail(exchange, unknown.failure());
            return;
        }
        exchange.putHeader(TokenEstimate.HEADER, "input_tokens");
        exchange.answer(200, Headers.JSON, Buffer.buffer("{\"input_tokens\":" + request.tokens() + "}"));
    }

    @Override
    public void fail(Exchange exchange, Failure failure) {
        ErrorAnswer.send(
                exchange,
                failure,
                AnthropicErrorWriter.status(failure),
                AnthropicErrorWriter.body(failure, exchange.id()));
    }
}
