package dev.sprue.gateway.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.providers.openai.OpenAiVariant.Difference;
import dev.sprue.gateway.providers.upstream.ProviderErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads what an OpenAI-compatible server says when it refuses a request, or fails, in all the shapes that are in use:
 *
 * <ul>
 *   <li>{@code {"error": {"message", "type", "param", "code"}}}: OpenAI and most others; OpenRouter with the words of the model's
 *       own server in {@code metadata.raw};
 *   <li>the same without {@code error} around it: older vLLM, Mistral, whose {@code message} may be the next shape;
 *   <li>{@code {"detail": [{"loc", "msg", "type"}]}}, or a text there: servers made with FastAPI, Mistral's 422;
 *   <li>{@code {"error": "text", "code": "text"}}: xAI, Ollama, Text Generation Inference.
 * </ul>
 */
final class OpenAiErrorReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_BYTES = 64 * 1024;
    private static final int UNPROCESSABLE = 422;
    private static final int FORBIDDEN = 403;
    private static final int BAD_REQUEST = 400;

    private OpenAiErrorReader() {}

    /**
     * @param head the head of the answer, whose status is not 200
     * @param body its body
     * @param request the body of the request that was refused
     */
    static Failure read(String provider, AnswerHead head, byte[] body, JsonFields request, OpenAiVariant variant) {
        JsonNode root = json(body);
        UpstreamFault fault = fault(provider, head.status(), root, ProviderErrors.requestId(head));
        if (head.status() == FORBIDDEN
                && variant.has(Difference.FLAGGED_403)
                && root.path("error").path("metadata").has("reasons")) {
            return Failure.of(ErrorCode.UPSTREAM_REFUSED, ProviderErrors.words(fault))
                    .withStatus(BAD_REQUEST)
                    .inOwnWords("The provider '" + provider + "' refused the input.")
                    .withUpstream(fault);
        }
        Optional<ParameterFault> parameter = head.status() == UNPROCESSABLE
                ? fault.param()
                        .map(param -> OpenAiParam.fault(
                                param, request, "parameter_not_supported", ProviderErrors.words(fault)))
                : Optional.empty();
        return ProviderErrors.of(fault, ProviderErrors.retryMs(head), parameter);
    }

    /**
     * Reads an error that came under a success: as an event of a stream, or as a whole answer with status 200; of one
     * that is too large for an error nothing.
     */
    static Failure readEvent(String provider, byte[] bytes, int from, int to) {
        byte[] event = to - from <= MAX_BYTES ? Arrays.copyOfRange(bytes, from, to) : new byte[0];
        return ProviderErrors.underSuccess(fault(provider, 0, json(event), Optional.empty()));
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            return root == null ? MAPPER.missingNode() : root;
        } catch (IOException notJson) {
            // A proxy's HTML page, say, or bytes of no character set at all: its status has to do.
            return MAPPER.missingNode();
        }
    }

    private static UpstreamFault fault(String provider, int status, JsonNode root, Optional<String> requestId) {
        JsonNode error = root.path("error").isMissingNode() ? root : root.path("error");
        JsonNode named = error.isObject() ? error : root;
        Optional<JsonNode> detail = detail(named);
        Optional<String> message = text(error)
                .or(() -> text(named.path("message")))
                .or(() -> detail.flatMap(OpenAiErrorReader::words))
                .map(words -> raw(named).map(raw -> words + ": " + raw).orElse(words));
        return new UpstreamFault(
                provider,
                status,
                text(named.path("code")),
                message.map(ProviderErrors::cut),
                text(named.path("param")).or(() -> detail.flatMap(OpenAiErrorReader::place)),
                text(named.path("type")),
                requestId);
    }

    /** What the model's own server said, where a server stands between. */
    private static Optional<String> raw(JsonNode error) {
        return text(error.path("metadata").path("raw"));
    }

    private static Optional<JsonNode> detail(JsonNode error) {
        JsonNode inMessage = error.path("message").path("detail");
        JsonNode detail = inMessage.isMissingNode() ? error.path("detail") : inMessage;
        return detail.isMissingNode() ? Optional.empty() : Optional.of(detail);
    }

    private static Optional<String> words(JsonNode detail) {
        List<String> words = new ArrayList<>();
        for (JsonNode one : detail) {
            String place = steps(one.path("loc"));
            text(one.path("msg")).ifPresent(message -> words.add(place.isEmpty() ? message : place + ": " + message));
        }
        return words.isEmpty() ? text(detail) : Optional.of(String.join("; ", words));
    }

    private static Optional<String> place(JsonNode detail) {
        return Optional.of(steps(detail.path(0).path("loc"))).filter(place -> !place.isEmpty());
    }

    /** A place as OpenAI writes it; FastAPI's begin with {@code body}. */
    private static String steps(JsonNode steps) {
        StringBuilder place = new StringBuilder();
        for (JsonNode step : steps) {
            if (step.isNumber()) {
                place.append('[').append(step.asText()).append(']');
            } else if (!(place.isEmpty() && step.asText().equals("body"))) {
                place.append(place.isEmpty() ? "" : ".").append(step.asText());
            }
        }
        return place.toString();
    }

    private static Optional<String> text(JsonNode value) {
        return value.isValueNode() && !value.isNull()
                ? Optional.of(ProviderErrors.cut(value.asText()))
                : Optional.empty();
    }
}
