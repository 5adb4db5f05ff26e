package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.Operation;
import java.util.Map;
import java.util.Set;

/**
 * A kind of server that speaks OpenAI's dialect, by what it does otherwise than OpenAI. Data; {@link OpenAiVariants} lists
 * those that are known.
 *
 * @param name what it is called in the configuration and the documentation
 * @param fields the fields of requests that it does not take as OpenAI does, for each operation
 * @param differences what else is different
 */
public record OpenAiVariant(String name, Map<Operation, Map<String, FieldRule>> fields, Set<Difference> differences) {

    /** What a server can have of its own beside the fields of its requests. */
    public enum Difference {
        /** It reports the usage of streams without being asked, and is not asked. */
        USAGE_UNASKED,
        /** It has no role {@code developer}: such messages go to it as system messages. */
        NO_DEVELOPER,
        /** It refuses the {@code name} of messages: it is left out. */
        NO_NAMES,
        /** It refuses reasoning that is given back in messages: it is left out. */
        NO_REASONING,
        /** It refuses what the messages of answers have beyond OpenAI's, when they are given back: it is left out. */
        NO_FACTS,
        /** It has {@code reasoning_details} of other providers' models itself, Google's among them. */
        ALL_DETAILS,
        /** It counts reasoning beside {@code completion_tokens} instead of among them. */
        REASONING_BESIDE_COMPLETION,
        /** It takes {@code input_type} of embeddings as the Azure AI Model Inference API has it. */
        INPUT_TYPE,
        /** It makes pictures as the Azure AI Model Inference API has it. */
        INFERENCE_IMAGES,
        /** Its texts refer by number to sources that it tells beside them. */
        CITED,
        /** Its 403 can mean that the caller's input was flagged. */
        FLAGGED_403
    }

    /** Copies the sets. */
    public OpenAiVariant {
        fields = Map.copyOf(fields);
        differences = Set.copyOf(differences);
    }

    /** Whether it differs so. */
    public boolean has(Difference difference) {
        return differences.contains(difference);
    }

    /** The fields of one operation's requests that it does not take as OpenAI does. */
    public Map<String, FieldRule> fields(Operation operation) {
        return fields.getOrDefault(operation, Map.of());
    }
}
