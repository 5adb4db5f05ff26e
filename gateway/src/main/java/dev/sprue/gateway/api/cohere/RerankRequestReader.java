package dev.sprue.gateway.api.cohere;

import dev.sprue.gateway.api.requests.ExtraFields;
import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * From a request of this API to the canonical call, whose body is that of v2 as it is today: documents are texts, and what only
 * earlier versions had is done here and taken out.
 */
final class RerankRequestReader {

    private static final Set<String> FIELDS =
            Set.of("model", "query", "documents", "top_n", "max_tokens_per_doc", "priority");
    private static final List<String> DONE_HERE = List.of("rank_fields", "return_documents", "max_chunks_per_doc");

    private final int maxDepth;

    /** @param maxDepth levels of nesting that a body may have */
    RerankRequestReader(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /**
     * Reads one request.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 or 422 where something is wrong with it
     */
    RerankRequest read(Exchange exchange, JsonBytes bytes) {
        JsonFields sent = RequestBody.scan(bytes, maxDepth);
        RerankChecks.check(sent);
        JsonValue documents = RequestBody.require(sent, "documents");
        Optional<byte[]> texts = DocumentTexts.of(documents, RerankChecks.rankFields(sent));
        JsonFields body = canonical(sent, texts);
        InferenceCall call = new InferenceCall(
                exchange.id(),
                Operation.RERANK,
                RequestBody.model(body),
                body,
                false,
                ExtraFields.of(exchange.header("extra-parameters").orElse("pass-through"), body, FIELDS::contains),
                1);
        return new RerankRequest(
                call, RequestBody.isTrue(sent, "return_documents") ? Optional.of(documents) : Optional.empty());
    }

    private static JsonFields canonical(JsonFields sent, Optional<byte[]> texts) {
        JsonSplicer edits = new JsonSplicer(sent);
        texts.ifPresent(array -> edits.set("documents", array));
        for (String name : DONE_HERE) {
            OptionalInt field = sent.find(name);
            field.ifPresent(edits::remove);
        }
        return edits.isUnedited() ? sent : JsonFields.scanEdited(new JsonBytes.Heap(edits.splice()));
    }
}
