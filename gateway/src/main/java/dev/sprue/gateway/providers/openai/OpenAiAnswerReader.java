package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.RerankResults;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.openai.OpenAiVariant.Difference;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.reasoning.ReasoningFields;
import java.util.Optional;
import java.util.OptionalInt;

/** From a whole answer in OpenAI's dialect to the canonical one, which is the same but for what some servers do their own way. */
final class OpenAiAnswerReader {

    private static final int MAX_DEPTH = 64;

    private OpenAiAnswerReader() {}

    /**
     * @throws dev.sprue.gateway.error.FailureException where it is no answer to such a call
     * @throws JsonSyntaxException where it cannot be read
     */
    static WholeAnswer read(ProviderCall call, HeapBytes bytes, Faults faults, OpenAiVariant variant)
            throws JsonSyntaxException {
        Operation operation = call.call().operation();
        JsonFields fields = JsonFields.scanAnswer(bytes.array(), bytes.from(), bytes.to(), MAX_DEPTH);
        OptionalInt result = fields.find(operation.resultField());
        if (result.isEmpty() || fields.kind(result.getAsInt()) != JsonKind.ARRAY) {
            throw noResult(operation, fields, bytes, faults).toException();
        }
        Usage usage = OpenAiUsageReader.read(fields).orElse(Usage.NONE);
        WholeAnswer answer = new WholeAnswer(bytes.array(), bytes.from(), bytes.to(), fields, usage);
        if (variant.has(Difference.REASONING_BESIDE_COMPLETION) && UsageRepair.isDue(fields)) {
            return read(call, HeapBytes.whole(UsageRepair.repaired(fields)), faults, variant);
        }
        return switch (operation) {
            case CHAT_COMPLETION, COMPLETION -> canonical(answer, result.getAsInt(), faults);
            case IMAGE_GENERATION -> {
                if (!OpenAiImages.holdsPictures(answer)) {
                    throw faults.broken("its answer has a picture without b64_json")
                            .toException();
                }
                yield answer.by(call.modelId());
            }
            case RERANK -> {
                if (!RerankResults.areWhole(fields)) {
                    throw faults.broken("its answer has a result without index or relevance_score")
                            .toException();
                }
                yield answer;
            }
            case EMBEDDINGS, IMAGE_EMBEDDINGS -> answer;
        };
    }

    private static WholeAnswer canonical(WholeAnswer answer, int result, Faults faults) throws JsonSyntaxException {
        int found = MessageLook.look(answer.bytes(), answer.fields(), result);
        WholeAnswer canonical = answer;
        if ((found & MessageLook.UNUSUAL_FINISH) != 0) {
            Optional<String> gaveUp = FinishReasons.gaveUp(answer.fields());
            if (gaveUp.isPresent()) {
                throw gaveUp(answer, gaveUp.get(), faults).toException();
            }
            canonical = edited(answer, FinishReasons.translated(answer.fields()));
        }
        if ((found & MessageLook.REASONING_BY_OTHER_NAME) != 0) {
            canonical = edited(answer, ReasoningFields.renamed(canonical.fields(), "message"));
        }
        if ((found & MessageLook.BARE_TOOL_CALLS) != 0) {
            canonical = edited(answer, ToolCallRepair.ofWhole().repaired(canonical.fields()));
        }
        boolean reasons = (found & (MessageLook.REASONING | MessageLook.REASONING_BY_OTHER_NAME)) != 0;
        return reasons ? canonical.withReasoning() : canonical;
    }

    private static WholeAnswer edited(WholeAnswer answer, byte[] bytes) throws JsonSyntaxException {
        JsonFields fields = JsonFields.scanAnswer(bytes, 0, bytes.length, MAX_DEPTH);
        return new WholeAnswer(bytes, 0, bytes.length, fields, answer.usage());
    }

    /** Some say beside it what went wrong. */
    private static Failure gaveUp(WholeAnswer answer, String word, Faults faults) {
        return answer.fields().find("error").isPresent()
                ? OpenAiErrorReader.readEvent(faults.provider(), answer.bytes(), answer.from(), answer.to())
                : FinishReasons.fault(word, faults);
    }

    private static Failure noResult(Operation operation, JsonFields fields, HeapBytes bytes, Faults faults) {
        return fields.find("error").isPresent()
                ? OpenAiErrorReader.readEvent(faults.provider(), bytes.array(), bytes.from(), bytes.to())
                : faults.broken("its answer has no " + operation.resultField());
    }
}
