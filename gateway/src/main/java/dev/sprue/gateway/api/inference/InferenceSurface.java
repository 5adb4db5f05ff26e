package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.auth.Credentials;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.BodyReader;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.MediaTypes;
import dev.sprue.gateway.http.Surface;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.pipeline.Pipeline;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * The Azure AI Model Inference API on {@code /models} and {@code /api/models}: chat completions, embeddings, made
 * pictures, and what a deployment is ({@code /info}).
 */
public final class InferenceSurface implements Surface {

    private final Pipeline pipeline;
    private final BodyReader bodies;
    private final RequestReader requests;

    /**
     * @param maxJsonDepth levels of nesting that a request body may have
     * @param maxEmbeddingInputs texts or pictures that one call for embeddings may have
     */
    public InferenceSurface(Pipeline pipeline, BodyReader bodies, int maxJsonDepth, int maxEmbeddingInputs) {
        this.pipeline = pipeline;
        this.bodies = bodies;
        this.requests = new RequestReader(maxJsonDepth, maxEmbeddingInputs);
    }

    @Override
    public boolean owns(String path) {
        return Route.owns(path);
    }

    @Override
    public void handle(Exchange exchange) {
        Route route = Route.of(exchange.path())
                .orElseThrow(() -> Elsewhere.of(exchange.path()).toException());
        if (!exchange.method().equals(route.method())) {
            exchange.putHeader("allow", route.method());
            throw Failure.of(ErrorCode.METHOD_NOT_ALLOWED, exchange.path(), exchange.method())
                    .remedied(route.method())
                    .toException();
        }
        // Who calls comes first: a stranger learns nothing about versions, models or limits.
        Principal principal = pipeline.authenticate(
                Credentials.of(exchange.header("api-key"), exchange.header("authorization")),
                exchange.remoteAddress(),
                exchange.facts());
        ApiVersion version = ApiVersion.of(exchange);
        switch (route) {
            case CHAT_COMPLETIONS -> infer(exchange, principal, version, Operation.CHAT_COMPLETION);
            case EMBEDDINGS -> infer(exchange, principal, version, Operation.EMBEDDINGS);
            case IMAGE_EMBEDDINGS -> infer(exchange, principal, version, Operation.IMAGE_EMBEDDINGS);
            case IMAGE_GENERATIONS -> {
                version.require(ApiVersion.V2025_05_15_PREVIEW, exchange.path());
                infer(exchange, principal, version, Operation.IMAGE_GENERATION);
            }
            case INFO -> info(exchange, principal);
        }
    }

    private void infer(Exchange exchange, Principal principal, ApiVersion version, Operation operation) {
        MediaTypes.requireJson(exchange);
        bodies.read(
                exchange,
                body -> requests.read(exchange, operation, version, body),
                call -> start(exchange, principal, version, call),
                failure -> fail(exchange, failure));
    }

    private void start(Exchange exchange, Principal principal, ApiVersion version, InferenceCall call) {
        AnswerWriter answer = new AnswerWriter(exchange, call, version, this::fail);
        answer.took(pipeline.start(principal, call, exchange.loop(), exchange.facts(), answer));
    }

    private void info(Exchange exchange, Principal principal) {
        Optional<String> name = exchange.query("model")
                .map(String::strip)
                .filter(given -> !given.isEmpty())
                .or(() -> RequestReader.modelHeader(exchange));
        CatalogModel model = pipeline.describe(principal, name).model();
        exchange.answer(
                200,
                Headers.JSON,
                Buffer.buffer()
                        .appendString("{\"model_name\":")
                        .appendBytes(JsonText.quote(model.name()))
                        .appendString(",\"model_type\":")
                        .appendBytes(JsonText.quote(model.mainOperation().modelType()))
                        .appendString(",\"model_provider_name\":")
                        .appendBytes(JsonText.quote(model.format()))
                        .appendString("}"));
    }

    @Override
    public void fail(Exchange exchange, Failure failure) {
        exchange.facts().put("error", failure.code().name());
        exchange.putHeader("x-ms-error-code", ErrorWriter.code(failure));
        failure.retryAfterMs().ifPresent(ms -> {
            exchange.putHeader("retry-after", Long.toString((ms + 999) / 1_000));
            exchange.putHeader("retry-after-ms", Long.toString(ms));
        });
        exchange.answer(failure.status(), Headers.JSON, Buffer.buffer(ErrorWriter.body(failure)));
    }
}
