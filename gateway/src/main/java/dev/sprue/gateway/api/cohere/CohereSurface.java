package dev.sprue.gateway.api.cohere;

import dev.sprue.gateway.api.answers.AnswerRelay;
import dev.sprue.gateway.api.answers.ErrorAnswer;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.BodyReader;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.MediaTypes;
import dev.sprue.gateway.http.Surface;
import dev.sprue.gateway.pipeline.Pipeline;

/**
 * Cohere's rerank API: {@code POST /v1/rerank} and {@code /v2/rerank}, and the same below {@code /providers/cohere}, where Azure AI
 * Foundry has them.
 */
public final class CohereSurface implements Surface {

    private final Pipeline pipeline;
    private final BodyReader bodies;
    private final RerankRequestReader requests;

    /** @param maxJsonDepth levels of nesting that a request body may have */
    public CohereSurface(Pipeline pipeline, BodyReader bodies, int maxJsonDepth) {
        this.pipeline = pipeline;
        this.bodies = bodies;
        this.requests = new RerankRequestReader(maxJsonDepth);
    }

    @Override
    public boolean owns(String path) {
        return RerankPath.owns(path);
    }

    @Override
    public void handle(Exchange exchange) {
        // Who calls comes first: a stranger learns nothing about routes, models or limits.
        Principal principal = pipeline.authenticate(exchange);
        RerankPath path = RerankPath.of(exchange.path())
                .orElseThrow(() -> Failure.of(ErrorCode.RESOURCE_NOT_FOUND).toException());
        if (!exchange.method().equals("POST")) {
            exchange.putHeader("allow", "POST");
            throw Failure.of(ErrorCode.METHOD_NOT_ALLOWED, exchange.path(), exchange.method())
                    .remedied("POST")
                    .toException();
        }
        MediaTypes.requireJson(exchange);
        bodies.read(
                exchange,
                body -> requests.read(exchange, body),
                request -> start(exchange, principal, path, request),
                failure -> fail(exchange, failure));
    }

    private void start(Exchange exchange, Principal principal, RerankPath path, RerankRequest request) {
        AnswerRelay answer = new AnswerRelay(exchange, new RerankDialect(exchange, path, request, this::fail));
        answer.took(pipeline.start(principal, request.call(), exchange.loop(), exchange.facts(), answer));
    }

    @Override
    public void fail(Exchange exchange, Failure failure) {
        ErrorAnswer.send(
                exchange, failure, CohereErrorWriter.status(failure), CohereErrorWriter.body(exchange.id(), failure));
    }
}
