package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.answers.AnswerDialect;
import dev.sprue.gateway.api.answers.AnswerRelay;
import dev.sprue.gateway.api.answers.ErrorAnswer;
import dev.sprue.gateway.api.requests.TokenEstimate;
import dev.sprue.gateway.auth.Credentials;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.BodyReader;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.MediaTypes;
import dev.sprue.gateway.http.Surface;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.pipeline.Pipeline;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Google's Gemini API on {@code /gemini}, over the same deployments as every other surface. */
public final class GeminiSurface implements Surface {

    private final Pipeline pipeline;
    private final BodyReader bodies;
    private final ContentRequestReader contents;
    private final EmbedRequestReader embeddings;

    /**
     * @param maxJsonDepth levels of nesting that a request body may have
     * @param maxEmbeddingInputs texts that one call for embeddings may have
     */
    public GeminiSurface(Pipeline pipeline, BodyReader bodies, int maxJsonDepth, int maxEmbeddingInputs) {
        this.pipeline = pipeline;
        this.bodies = bodies;
        this.contents = new ContentRequestReader(bodies, maxJsonDepth);
        this.embeddings = new EmbedRequestReader(maxJsonDepth, maxEmbeddingInputs);
    }

    @Override
    public boolean owns(String path) {
        return GeminiPath.owns(path);
    }

    @Override
    public void handle(Exchange exchange) {
        // Who calls comes first: a stranger learns nothing about routes, models or limits.
        Principal principal = pipeline.authenticate(
                exchange,
                Credentials.of(
                        exchange.header("x-goog-api-key")
                                .or(() -> exchange.header("api-key"))
                                .or(() -> exchange.query("key")),
                        exchange.header("authorization")));
        GeminiPath path = GeminiPath.of(exchange.path())
                .orElseThrow(() -> Failure.of(ErrorCode.RESOURCE_NOT_FOUND).toException());
        if (!exchange.method().equals("POST")) {
            exchange.putHeader("allow", "POST");
            throw Failure.of(ErrorCode.METHOD_NOT_ALLOWED, exchange.path(), exchange.method())
                    .remedied("POST")
                    .toException();
        }
        MediaTypes.requireJson(exchange);
        String model = path.model();
        switch (path.method()) {
            case generateContent, streamGenerateContent -> {
                boolean stream = path.method() == GeminiPath.Method.streamGenerateContent;
                boolean events = stream
                        && exchange.query("alt").filter("sse"::equalsIgnoreCase).isPresent();
                read(
                        exchange,
                        body -> contents.read(exchange, model, stream, body),
                        request -> start(
                                exchange,
                                principal,
                                request.call(),
                                new GeminiDialect(exchange, request, events, this::fail)));
            }
            case embedContent, batchEmbedContents -> {
                boolean batch = path.method() == GeminiPath.Method.batchEmbedContents;
                read(
                        exchange,
                        body -> embeddings.read(exchange, model, batch, body),
                        call -> start(exchange, principal, call, new EmbedDialect(exchange, batch, this::fail)));
            }
            case countTokens ->
                read(
                        exchange,
                        body -> contents.count(model, body),
                        tokens -> count(exchange, principal, model, tokens));
        }
    }

    private <T> void read(Exchange exchange, Function<JsonBytes, T> make, Consumer<T> then) {
        bodies.read(exchange, make, then, failure -> fail(exchange, failure));
    }

    private void start(Exchange exchange, Principal principal, InferenceCall call, AnswerDialect dialect) {
        AnswerRelay answer = new AnswerRelay(exchange, dialect);
        answer.took(pipeline.start(principal, call, exchange.loop(), exchange.facts(), answer));
    }

    private void count(Exchange exchange, Principal principal, String model, long tokens) {
        try {
            pipeline.describe(principal, Optional.of(model));
        } catch (FailureException unknown) {
            fail(exchange, unknown.failure());
            return;
        }
        exchange.putHeader(TokenEstimate.HEADER, "totalTokens");
        exchange.answer(200, Headers.JSON, Buffer.buffer("{\"totalTokens\":" + tokens + "}"));
    }

    @Override
    public void fail(Exchange exchange, Failure failure) {
        ErrorAnswer.send(exchange, failure, GeminiErrorWriter.status(failure), GeminiErrorWriter.body(failure));
    }
}
