package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Says what is wrong with a request by the provider's own specification. */
@FunctionalInterface
public interface RequestJudge {

    /** Finds nothing wrong; for places where the specification is absent. */
    RequestJudge LENIENT = (path, body) -> List.of();

    /**
     * The violations of one request.
     *
     * @param path path without the query, as {@code /v1/chat/completions}
     * @param body the request's body
     * @return empty where the request is valid
     */
    List<String> violations(String path, JsonNode body);
}
