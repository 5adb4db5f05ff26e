package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.api.requests.EmbeddingChecks;
import dev.sprue.gateway.api.requests.ExtraFields;
import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import java.util.Optional;

/**
 * From a request of this API to the canonical call. The API's bodies are the canonical form; what remains is to check what no
 * model could answer, and to find the deployment's name.
 */
final class OpenAiRequestReader {

    private static final ExtraParameters PASSED = new ExtraParameters.PassThrough();
    private static final String[] ENCODINGS = {"float", "base64"};

    private final int maxDepth;
    private final int maxInputs;

    /**
     * @param maxDepth levels of nesting that a body may have
     * @param maxInputs texts that a call for embeddings may have
     */
    OpenAiRequestReader(int maxDepth, int maxInputs) {
        this.maxDepth = maxDepth;
        this.maxInputs = maxInputs;
    }

    /**
     * Reads one request.
     *
     * @param deployment the deployment that the path names; empty where the body has to
     * @throws dev.sprue.gateway.error.FailureException 400 where something is wrong with it
     */
    InferenceCall read(Exchange exchange, Operation operation, Optional<String> deployment, JsonBytes bytes) {
        JsonFields body = RequestBody.scan(bytes, maxDepth);
        String model = deployment.orElseGet(() -> model(body));
        int inputs = 1;
        boolean stream = false;
        switch (operation) {
            case CHAT_COMPLETION -> {
                RequestBody.require(body, "messages");
                OpenAiChatChecks.check(body);
                stream = isStream(body);
            }
            case COMPLETION -> {
                CompletionChecks.check(body);
                stream = isStream(body);
            }
            case EMBEDDINGS -> {
                EmbeddingChecks.options(body, ENCODINGS);
                RequestBody.present(body, "user").ifPresent(user -> ValueChecks.kind(user, JsonKind.STRING));
                inputs = EmbeddingChecks.texts(body, maxInputs);
            }
            case IMAGE_EMBEDDINGS, IMAGE_GENERATION, RERANK ->
                throw new IllegalArgumentException(operation.capability());
        }
        return new InferenceCall(
                exchange.id(), operation, Optional.of(model), body, stream, extras(exchange, operation, body), inputs);
    }

    private static boolean isStream(JsonFields body) {
        boolean stream = RequestBody.isStream(body);
        StreamOptions.check(body, stream);
        return stream;
    }

    private static String model(JsonFields body) {
        RequestBody.require(body, "model");
        return RequestBody.model(body).orElse("");
    }

    /** Further fields are the model's matter, unless the caller says otherwise in the way of the other API. */
    private static ExtraParameters extras(Exchange exchange, Operation operation, JsonFields body) {
        return exchange.header("extra-parameters")
                .map(option -> ExtraFields.of(option, body, field -> OpenAiFields.defines(operation, field)))
                .orElse(PASSED);
    }
}
