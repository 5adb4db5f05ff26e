package dev.sprue.gateway.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.providers.upstream.ProviderErrors;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Reads what an OpenAI-compatible server says when it refuses a request, or fails. */
final class OpenAiErrorReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_BYTES = 64 * 1024;
    private static final int UNPROCESSABLE = 422;

    private OpenAiErrorReader() {}

    /**
     * @param head the head of the answer, whose status is not 200
     * @param body its body
     * @param request the body of the request that was refused
     */
    static Failure read(String provider, AnswerHead head, byte[] body, JsonFields request) {
        UpstreamFault fault = fault(provider, head.status(), body, ProviderErrors.requestId(head));
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
        return ProviderErrors.underSuccess(fault(provider, 0, event, Optional.empty()));
    }

    private static UpstreamFault fault(String provider, int status, byte[] body, Optional<String> requestId) {
        JsonNode error = MAPPER.missingNode();
        try {
            JsonNode root = MAPPER.readTree(body);
            error = root.path("error").isMissingNode() ? root : root.path("error");
        } catch (IOException notJson) {
            // A proxy's HTML page, say, or bytes of no character set at all: its status has to do.
        }
        if (error.isTextual()) {
            return new UpstreamFault(
                    provider,
                    status,
                    Optional.empty(),
                    Optional.of(ProviderErrors.cut(error.asText())),
                    Optional.empty(),
                    Optional.empty(),
                    requestId);
        }
        return new UpstreamFault(
                provider,
                status,
                text(error, "code"),
                text(error, "message"),
                text(error, "param"),
                text(error, "type"),
                requestId);
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull()
                ? Optional.of(ProviderErrors.cut(value.asText()))
                : Optional.empty();
    }
}
