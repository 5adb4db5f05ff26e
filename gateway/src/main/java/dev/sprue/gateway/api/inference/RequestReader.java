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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * From a request of this API to the canonical call.
 *
 * <p>The API's bodies are the canonical form already; what remains is to check what no model could
 * answer, and to find the model's name and the extra parameters.
 */
final class RequestReader {

    private static final int MAX_SHOWN_CHARS = 200;

    private final int maxDepth;

    RequestReader(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /**
     * Reads one request.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where something is wrong with it
     */
    InferenceCall read(Exchange exchange, Operation operation, ApiVersion version, JsonBytes bytes) {
        JsonFields body = scan(bytes);
        switch (operation) {
            case CHAT_COMPLETION -> {
                require(body, "messages");
                RequestChecks.chat(body, version);
            }
            case EMBEDDINGS -> requireInput(body);
            case IMAGE_EMBEDDINGS -> requireItems(body, "input");
        }
        return new InferenceCall(
                exchange.id(),
                operation,
                model(exchange, body),
                body,
                operation == Operation.CHAT_COMPLETION && isStream(body),
                extraParameters(exchange, operation, version, body));
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
        OptionalInt field = body.find("model");
        if (field.isPresent() && body.kind(field.getAsInt()) != JsonKind.NULL) {
            requireKind(body, field.getAsInt(), JsonKind.STRING);
            String name = body.string(field.getAsInt()).strip();
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
        OptionalInt field = body.find("stream");
        if (field.isEmpty() || body.kind(field.getAsInt()) == JsonKind.NULL) {
            return false;
        }
        requireKind(body, field.getAsInt(), JsonKind.BOOLEAN);
        return body.isTrue(field.getAsInt());
    }

    private static void requireItems(JsonFields body, String name) {
        int field = require(body, name);
        requireKind(body, field, JsonKind.ARRAY);
        if (body.isEmpty(field)) {
            throw invalid(body, field, "it is empty", "at least one item");
        }
    }

    private static void requireInput(JsonFields body) {
        int field = require(body, "input");
        switch (body.kind(field)) {
            case ARRAY -> requireItems(body, "input");
            case STRING -> {}
            default -> throw invalid(body, field, "it is " + body.kind(field).words(), "an array of strings");
        }
    }

    private static int require(JsonFields body, String name) {
        OptionalInt field = body.find(name);
        if (field.isEmpty() || body.kind(field.getAsInt()) == JsonKind.NULL) {
            throw Failure.of(ErrorCode.MISSING_PARAMETER, name)
                    .withDetails(
                            List.of(new ParameterFault(List.of("body", name), "null", "missing", "Field required")))
                    .toException();
        }
        return field.getAsInt();
    }

    private static void requireKind(JsonFields body, int field, JsonKind kind) {
        if (body.kind(field) != kind) {
            throw invalid(body, field, "it is " + body.kind(field).words(), kind.words());
        }
    }

    private static RuntimeException invalid(JsonFields body, int field, String problem, String wanted) {
        String name = body.name(field);
        return Failure.of(ErrorCode.INVALID_VALUE, name, problem)
                .remedied(wanted)
                .withDetails(List.of(fault(body, field, "invalid_value", "Input should be " + wanted)))
                .toException();
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
            faults.add(fault(body, field, "extra_forbidden", "Extra inputs are not permitted"));
        }
        return Failure.of(ErrorCode.EXTRA_PARAMETERS, names).withDetails(faults).toException();
    }

    private static ParameterFault fault(JsonFields body, int field, String type, String message) {
        boolean small = body.valueEnd(field) - body.valueStart(field) <= MAX_SHOWN_CHARS;
        String input = small ? body.raw(field) : "\"" + body.kind(field).words() + ", not shown\"";
        return new ParameterFault(List.of("body", shortened(body.name(field))), input, type, message);
    }

    private static String shortened(String text) {
        return Shown.text(text, MAX_SHOWN_CHARS);
    }
}
