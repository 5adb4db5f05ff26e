package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.Shown;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.DuplicateKeyException;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * From a request of this API to the canonical call.
 *
 * <p>The API's bodies are the canonical form already; what remains is to check what no model could
 * answer, and to find the model's name and the extra parameters.
 */
final class RequestReader {

    private static final int MAX_SHOWN_CHARS = 200;

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
        JsonFields body = scan(bytes);
        int inputs = 1;
        switch (operation) {
            case CHAT_COMPLETION -> {
                RequestChecks.require(body, "messages");
                RequestChecks.chat(body, version);
            }
            case EMBEDDINGS -> {
                EmbeddingChecks.options(body);
                inputs = EmbeddingChecks.texts(body, maxInputs);
            }
            case IMAGE_EMBEDDINGS -> {
                EmbeddingChecks.options(body);
                inputs = EmbeddingChecks.pictures(body, maxInputs);
            }
            case IMAGE_GENERATION -> ImageChecks.check(body);
        }
        return new InferenceCall(
                exchange.id(),
                operation,
                model(exchange, body),
                body,
                operation == Operation.CHAT_COMPLETION && isStream(body),
                extraParameters(exchange, operation, version, body),
                inputs);
    }

    private JsonFields scan(JsonBytes bytes) {
        try {
            return JsonFields.scan(bytes, maxDepth);
        } catch (JsonSyntaxException malformed) {
            throw Failure.of(ErrorCode.INVALID_JSON, String.valueOf(malformed.getMessage()))
                    .toException();
        } catch (DuplicateKeyException twice) {
            throw Failure.of(ErrorCode.DUPLICATE_KEY, shortened(twice.key())).toException();
        }
    }

    /** The deployment's name: from the body, else from one of the two headers that the service knows. */
    private static Optional<String> model(Exchange exchange, JsonFields body) {
        Optional<JsonValue> field = RequestChecks.present(body, "model");
        if (field.isPresent()) {
            ValueChecks.kind(field.get(), JsonKind.STRING);
            String name = field.get().text().strip();
            if (!name.isEmpty()) {
                return Optional.of(name);
            }
        }
        return modelHeader(exchange);
    }

    /** The deployment's name as a header gives it. */
    static Optional<String> modelHeader(Exchange exchange) {
        return exchange.header("x-ms-model-mesh-model-name")
                .or(() -> exchange.header("azureml-model-deployment"))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    private static boolean isStream(JsonFields body) {
        Optional<JsonValue> field = RequestChecks.present(body, "stream");
        field.ifPresent(stream -> ValueChecks.kind(stream, JsonKind.BOOLEAN));
        return field.filter(stream -> stream.raw().equals("true")).isPresent();
    }

    private static ExtraParameters extraParameters(
            Exchange exchange, Operation operation, ApiVersion version, JsonFields body) {
        String option =
                exchange.header("extra-parameters").orElse("error").strip().toLowerCase(Locale.ROOT);
        List<Integer> extras = new ArrayList<>(0);
        for (int i = 0; i < body.count(); i++) {
            if (!RequestFields.defines(operation, version, body.name(i))) {
                extras.add(i);
            }
        }
        return switch (option) {
            case "error" -> {
                if (!extras.isEmpty()) {
                    throw refused(body, extras);
                }
                yield new ExtraParameters.PassThrough();
            }
            case "drop" -> new ExtraParameters.Drop(List.copyOf(extras));
            case "pass-through" -> new ExtraParameters.PassThrough();
            default ->
                throw Failure.of(ErrorCode.INVALID_EXTRA_PARAMETERS_OPTION, shortened(option))
                        .toException();
        };
    }

    private static RuntimeException refused(JsonFields body, List<Integer> extras) {
        StringBuilder names = new StringBuilder();
        List<ParameterFault> faults = new ArrayList<>(extras.size());
        for (int field : extras) {
            names.append(names.isEmpty() ? "'" : ", '")
                    .append(shortened(body.name(field)))
                    .append('\'');
            faults.add(
                    ValueChecks.fault(JsonValue.of(body, field), "extra_forbidden", "Extra inputs are not permitted"));
        }
        return Failure.of(ErrorCode.EXTRA_PARAMETERS, names).withDetails(faults).toException();
    }

    private static String shortened(String text) {
        return Shown.text(text, MAX_SHOWN_CHARS);
    }
}
