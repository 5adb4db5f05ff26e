package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.api.requests.EmbeddingChecks;
import dev.sprue.gateway.api.requests.ExtraFields;
import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import java.util.Optional;

/**
 * From a request of this API to the canonical call.
 *
 * <p>The API's bodies are the canonical form already; what remains is to check what no model could
 * answer, and to find the model's name and the extra parameters.
 */
final class RequestReader {

    private final int maxDepth;
    private final int maxInputs;

    /**
     * @param maxDepth levels of nesting that a body may have
     * @param maxInputs texts or pictures that a call for embeddings may have
     */
    RequestReader(int maxDepth, int maxInputs) {
        this.maxDepth = maxDepth;
        this.maxInputs = maxInputs;
    }

    /**
     * Reads one request.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where something is wrong with it
     */
    InferenceCall read(Exchange exchange, Operation operation, ApiVersion version, JsonBytes bytes) {
        JsonFields body = RequestBody.scan(bytes, maxDepth);
        int inputs = 1;
        switch (operation) {
            case CHAT_COMPLETION -> {
                RequestBody.require(body, "messages");
                RequestChecks.chat(body, version);
            }
            case EMBEDDINGS -> {
                VectorChecks.options(body);
                inputs = EmbeddingChecks.texts(body, maxInputs);
            }
            case IMAGE_EMBEDDINGS -> {
                VectorChecks.options(body);
                inputs = VectorChecks.pictures(body, maxInputs);
            }
            case IMAGE_GENERATION -> ImageChecks.check(body);
            case COMPLETION, RERANK -> throw new IllegalStateException("not of this API: " + operation);
        }
        return new InferenceCall(
                exchange.id(),
                operation,
                model(exchange, body),
                body,
                operation == Operation.CHAT_COMPLETION && RequestBody.isStream(body),
                ExtraFields.of(
                        exchange.header("extra-parameters").orElse("error"),
                        body,
                        field -> RequestFields.defines(operation, version, field)),
                inputs);
    }

    /** The deployment's name: from the body, else from one of the two headers that the service knows. */
    private static Optional<String> model(Exchange exchange, JsonFields body) {
        Optional<String> named = RequestBody.model(body);
        return named.isPresent() ? named : modelHeader(exchange);
    }

    /** The deployment's name as a header gives it. */
    static Optional<String> modelHeader(Exchange exchange) {
        return exchange.header("x-ms-model-mesh-model-name")
                .or(() -> exchange.header("azureml-model-deployment"))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }
}
