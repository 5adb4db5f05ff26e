package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.RerankResults;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.Faults;
import io.vertx.core.buffer.Buffer;

/** Rerank calls, whose canonical form is Cohere's: the bytes go through, with the provider's id of the model. */
final class CohereRerank {

    private static final int MAX_DEPTH = 64;

    private CohereRerank() {}

    static Buffer request(ProviderCall call) {
        JsonFields body = call.call().body();
        JsonSplicer edits = new JsonSplicer(body).set("model", JsonText.quote(call.modelId()));
        if (call.call().extraParameters() instanceof ExtraParameters.Drop(var fields)) {
            fields.forEach(edits::remove);
        }
        return Bodies.of(body, edits);
    }

    /** @throws dev.sprue.gateway.error.FailureException where it is no answer */
    static WholeAnswer answer(HeapBytes bytes, Faults faults) throws JsonSyntaxException {
        JsonFields fields = JsonFields.scanAnswer(bytes.array(), bytes.from(), bytes.to(), MAX_DEPTH);
        if (!RerankResults.areWhole(fields)) {
            throw faults.broken("its answer has no results, or one without index or relevance_score")
                    .toException();
        }
        return new WholeAnswer(
                bytes.array(),
                bytes.from(),
                bytes.to(),
                fields,
                CohereUsage.read(fields, "meta").metered());
    }
}
