package dev.sprue.gateway.providers.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.specification.SchemaDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What Cohere says of a request, as its documentation does, and a little stricter: it refuses fields that it does not know. */
final class CohereRequests {

    private static final Map<String, String> SCHEMAS =
            Map.of("/v2/chat", "ChatRequest", "/v2/embed", "EmbedRequest", "/v2/rerank", "RerankRequest");

    private static final SchemaDocument DOCUMENT = read();

    private CohereRequests() {}

    private static SchemaDocument read() {
        try (InputStream in =
                Objects.requireNonNull(CohereRequests.class.getResourceAsStream("/upstream/cohere-v2.json"))) {
            return SchemaDocument.of(new ObjectMapper().readTree(in));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What is wrong with a request to a path; one line a fault. */
    static List<String> faults(String path, JsonNode request) {
        return DOCUMENT.violations(Objects.requireNonNull(SCHEMAS.get(path), path), request);
    }
}
