package dev.sprue.gateway.providers.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** Looks into what an upstream says of an error, which may be anything. */
public final class ErrorBody {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ErrorBody() {}

    /** The JSON of a body; missing where it is none: a proxy's HTML page, say, or bytes of no character set at all. */
    public static JsonNode tree(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException notJson) {
            return MAPPER.missingNode();
        }
    }

    /** The text, number or truth value of a field, as an error may carry it; empty where there is none. */
    public static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull()
                ? Optional.of(ProviderErrors.cut(value.asText()))
                : Optional.empty();
    }
}
