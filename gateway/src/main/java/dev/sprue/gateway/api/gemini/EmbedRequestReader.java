package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.requests.EmbeddingChecks;
import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From a request for vectors to the canonical call. Requests of one batch are one call, and so must want vectors of one length for
 * one purpose.
 */
final class EmbedRequestReader {

    private static final Set<String> FIELDS = Set.of("model", "content", "taskType", "title", "outputDimensionality");

    private final int maxDepth;
    private final int maxInputs;

    /**
     * @param maxDepth levels of nesting that a body may have
     * @param maxInputs texts that a call may have
     */
    EmbedRequestReader(int maxDepth, int maxInputs) {
        this.maxDepth = maxDepth;
        this.maxInputs = maxInputs;
    }

    /**
     * Reads one request.
     *
     * @param model the deployment that the path names
     * @param batch whether it holds many
     * @throws dev.sprue.gateway.error.FailureException 400 where something is wrong with it
     */
    InferenceCall read(Exchange exchange, String model, boolean batch, JsonBytes bytes) {
        ProtoObject whole = ProtoObject.of(JsonValue.root(RequestBody.scan(bytes, maxDepth)));
        List<ProtoObject> requests =
                batch ? whole.items("requests").stream().map(ProtoObject::of).toList() : List.of(whole);
        if (requests.isEmpty()) {
            throw ValueChecks.missing(whole.value(), "requests");
        }
        EmbeddingChecks.bounded(whole.value(), requests.size(), maxInputs);
        JsonFields canonical = canonical(model, requests, batch);
        return new InferenceCall(
                exchange.id(),
                Operation.EMBEDDINGS,
                Optional.of(model),
                canonical,
                false,
                new ExtraParameters.PassThrough(),
                requests.size(),
                true);
    }

    private static JsonFields canonical(String model, List<ProtoObject> requests, boolean batch) {
        JsonWriter out = new JsonWriter();
        out.beginObject().name("model").string(model).name("input");
        if (batch) {
            out.beginArray();
        }
        ProtoObject first = requests.getFirst();
        for (ProtoObject request : requests) {
            request.only(FIELDS);
            same(request, first, "outputDimensionality");
            same(request, first, "taskType");
            out.raw(JsonText.quote(text(request.require("content", JsonKind.OBJECT))));
        }
        if (batch) {
            out.endArray();
        }
        first.find("outputDimensionality", JsonKind.NUMBER).ifPresent(length -> {
            ValueChecks.whole(length, 1, Integer.MAX_VALUE);
            out.name("dimensions").raw(length);
        });
        first.find("taskType", JsonKind.STRING)
                .flatMap(EmbedRequestReader::inputType)
                .ifPresent(type -> out.name("input_type").string(type));
        out.endObject();
        return JsonFields.scanEdited(new JsonBytes.Heap(out.toBytes()));
    }

    /** What other tasks are good for no other API tells apart. */
    private static Optional<String> inputType(JsonValue task) {
        return switch (task.text()) {
            case "RETRIEVAL_QUERY", "QUESTION_ANSWERING", "FACT_VERIFICATION", "CODE_RETRIEVAL_QUERY" ->
                Optional.of("query");
            case "RETRIEVAL_DOCUMENT" -> Optional.of("document");
            case "TASK_TYPE_UNSPECIFIED", "SEMANTIC_SIMILARITY", "CLASSIFICATION", "CLUSTERING" -> Optional.empty();
            default -> throw ValueChecks.wrong(task, "it is none that is known here", "one of Google's task types");
        };
    }

    private static void same(ProtoObject request, ProtoObject first, String name) {
        String one = Optional.ofNullable(request.get(name)).map(JsonValue::raw).orElse("");
        String other = Optional.ofNullable(first.get(name)).map(JsonValue::raw).orElse("");
        if (!one.equals(other)) {
            throw ValueChecks.wrong(
                    request.value(), "its " + name + " is not that of the first", "requests that agree in " + name);
        }
    }

    private static String text(JsonValue content) {
        List<JsonValue> parts = ProtoObject.of(content).items("parts");
        if (parts.isEmpty()) {
            throw ValueChecks.missing(content, "parts");
        }
        StringBuilder text = new StringBuilder();
        for (JsonValue part : parts) {
            ProtoObject object = ProtoObject.of(part);
            object.only(Set.of("text"));
            text.append(text.isEmpty() ? "" : "\n")
                    .append(object.require("text", JsonKind.STRING).text());
        }
        return text.toString();
    }
}
