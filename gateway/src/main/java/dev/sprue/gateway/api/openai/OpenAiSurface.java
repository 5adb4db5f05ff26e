package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.api.answers.AnswerRelay;
import dev.sprue.gateway.api.answers.ErrorAnswer;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.deployments.ResourceModels;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.BodyReader;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.MediaTypes;
import dev.sprue.gateway.http.Surface;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.pipeline.Pipeline;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * The Azure OpenAI API: {@code /openai/deployments/NAME/...} in dated versions, where the path names the deployment, and
 * {@code /openai/v1/...}, also below that of a project, where the body does.
 */
public final class OpenAiSurface implements Surface {

    private final Pipeline pipeline;
    private final BodyReader bodies;
    private final OpenAiRequestReader requests;

    /**
     * @param maxJsonDepth levels of nesting that a request body may have
     * @param maxEmbeddingInputs texts that one call for embeddings may have
     */
    public OpenAiSurface(Pipeline pipeline, BodyReader bodies, int maxJsonDepth, int maxEmbeddingInputs) {
        this.pipeline = pipeline;
        this.bodies = bodies;
        this.requests = new OpenAiRequestReader(maxJsonDepth, maxEmbeddingInputs);
    }

    @Override
    public boolean owns(String path) {
        return OpenAiPath.owns(path);
    }

    @Override
    public void handle(Exchange exchange) {
        // Who calls comes first: a stranger learns nothing about routes, versions, models or limits.
        Principal principal = pipeline.authenticate(exchange);
        Optional<OpenAiPath> found = OpenAiPath.of(exchange.path());
        if (found.isEmpty()) {
            list(exchange, principal);
            return;
        }
        OpenAiPath path = found.get();
        if (path.isV1()
                && path.route() == OpenAiRoute.CHAT_COMPLETIONS
                && exchange.method().equals("GET")) {
            throw UnservedRoutes.refusal(exchange.path(), "GET").toException();
        }
        requireMethod(exchange, path.route().method());
        if (path.isV1()) {
            requireV1(exchange);
        } else {
            DatedVersion version = datedVersion(exchange);
            if (path.route() == OpenAiRoute.CHAT_COMPLETIONS && !version.servesChat()) {
                throw notFound();
            }
        }
        switch (path.route()) {
            case CHAT_COMPLETIONS -> infer(exchange, principal, path, Operation.CHAT_COMPLETION);
            case COMPLETIONS -> infer(exchange, principal, path, Operation.COMPLETION);
            case EMBEDDINGS -> infer(exchange, principal, path, Operation.EMBEDDINGS);
        }
    }

    private void list(Exchange exchange, Principal principal) {
        ListPath path = ListPath.of(exchange.path())
                .orElseThrow(() -> UnservedRoutes.refusal(exchange.path(), exchange.method())
                        .toException());
        ResourceModels models = pipeline.models(principal);
        if (path.list() == ListPath.List.V1_MODELS) {
            requireMethod(exchange, "GET");
            requireV1(exchange);
            exchange.answer(200, Headers.JSON, Buffer.buffer(ListAnswers.v1(path.name(), models)));
        } else {
            DatedVersion version = datedVersion(exchange);
            if (path.list() == ListPath.List.DEPLOYMENTS && !version.listsDeployments()) {
                throw notFound();
            }
            requireMethod(exchange, "GET");
            exchange.answer(200, Headers.JSON, Buffer.buffer(ListAnswers.dated(path, version, models)));
        }
    }

    private static DatedVersion datedVersion(Exchange exchange) {
        return DatedVersion.of(exchange).orElseThrow(OpenAiSurface::notFound);
    }

    private static void requireV1(Exchange exchange) {
        if (!DatedVersion.isV1(exchange)) {
            throw Failure.of(ErrorCode.UNSUPPORTED_API_VERSION, "of a v1 route").toException();
        }
    }

    private static void requireMethod(Exchange exchange, String method) {
        if (!exchange.method().equals(method)) {
            exchange.putHeader("allow", method);
            throw Failure.of(ErrorCode.METHOD_NOT_ALLOWED, exchange.path(), exchange.method())
                    .remedied(method)
                    .toException();
        }
    }

    /** What the service says of paths that it does not have, and of versions too. */
    private static RuntimeException notFound() {
        return Failure.of(ErrorCode.RESOURCE_NOT_FOUND).toException();
    }

    private void infer(Exchange exchange, Principal principal, OpenAiPath path, Operation operation) {
        MediaTypes.requireJson(exchange);
        bodies.read(
                exchange,
                body -> requests.read(exchange, operation, path.deployment(), body),
                call -> start(exchange, principal, path, call),
                failure -> fail(exchange, failure));
    }

    private void start(Exchange exchange, Principal principal, OpenAiPath path, InferenceCall call) {
        AnswerRelay answer = new AnswerRelay(exchange, new OpenAiDialect(exchange, call, !path.isV1(), this::fail));
        answer.took(pipeline.start(principal, call, exchange.loop(), exchange.facts(), answer));
    }

    @Override
    public void fail(Exchange exchange, Failure failure) {
        ErrorAnswer.send(exchange, failure, OpenAiErrorWriter.status(failure), OpenAiErrorWriter.body(failure));
    }
}
