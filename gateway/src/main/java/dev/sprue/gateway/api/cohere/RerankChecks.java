package dev.sprue.gateway.api.cohere;

import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Checks what the API says of a request's fields; {@code null} is the same as absent. */
final class RerankChecks {

    /** Cohere's bound on chunks, of which a document has at least one. */
    static final int MAX_DOCUMENTS = 10_000;

    private static final int MAX_PRIORITY = 999;

    /** What {@code max_chunks_per_doc} is where nobody says anything. */
    private static final String USUAL_CHUNKS = "10";

    private RerankChecks() {}

    /**
     * Checks all but the documents.
     *
     * @throws dev.sprue.gateway.error.FailureException 400, with the place; 422 for a field that only Cohere's retired models had
     */
    static void check(JsonFields body) {
        JsonValue query = RequestBody.require(body, "query");
        if (ValueChecks.text(query, 1, Integer.MAX_VALUE).isBlank()) {
            throw ValueChecks.wrong(query, "it has nothing but white space", "a question");
        }
        whole(body, "top_n", 1, Integer.MAX_VALUE);
        whole(body, "max_tokens_per_doc", 1, Integer.MAX_VALUE);
        whole(body, "priority", 0, MAX_PRIORITY);
        whole(body, "max_chunks_per_doc", 1, Integer.MAX_VALUE);
        RequestBody.isTrue(body, "return_documents");
        rankFields(body).ifPresent(fields -> {
            ValueChecks.items(fields);
            fields.items(field -> ValueChecks.text(field, 1, Integer.MAX_VALUE));
        });
        RequestBody.present(body, "max_chunks_per_doc")
                .filter(chunks -> !chunks.raw().equals(USUAL_CHUNKS))
                .ifPresent(chunks -> {
                    throw Failure.of(ErrorCode.PARAMETER_NOT_SUPPORTED)
                            .withDetails(List.of(ValueChecks.fault(
                                    chunks,
                                    "parameter_not_supported",
                                    "Models of today bound a document's length by max_tokens_per_doc instead")))
                            .toException();
                });
    }

    /** The fields of documents that are looked at, in their order; where absent it is {@code text}. */
    static Optional<JsonValue> rankFields(JsonFields body) {
        return RequestBody.present(body, "rank_fields");
    }

    private static void whole(JsonFields body, String name, long min, long max) {
        RequestBody.present(body, name).ifPresent(value -> {
            ValueChecks.kind(value, JsonKind.NUMBER);
            ValueChecks.whole(value, min, max);
        });
    }
}
