package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.AnswerWriter;
import dev.sprue.gateway.providers.canonical.CanonicalUsage;
import dev.sprue.gateway.providers.upstream.Faults;
import java.time.Instant;

/** From a whole {@code GenerateContentResponse} to a whole answer. */
final class GeminiAnswerReader {

    private GeminiAnswerReader() {}

    static WholeAnswer read(ProviderCall call, HeapBytes body, Faults faults) throws JsonSyntaxException {
        GeminiResponseReader reader = new GeminiResponseReader(call.call());
        if (!reader.look(body.array(), body.from(), body.to())) {
            throw GeminiErrorReader.underSuccess(faults.provider(), body.array(), body.from(), body.to())
                    .toException();
        }
        AnswerWriter answer = new AnswerWriter(
                reader.id(), Instant.now().getEpochSecond(), reader.model().orElse(call.modelId()));
        try {
            reader.read(body.array(), new GeminiWholeOutput(answer));
        } catch (GeminiFault fault) {
            throw fault.failure(faults).toException();
        }
        if (!reader.isComplete()) {
            throw faults.broken("its answer holds no candidate, or one that has no end")
                    .toException();
        }
        return answer.answer(reader.usage().orElse(CanonicalUsage.NONE));
    }
}
