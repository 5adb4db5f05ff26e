package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.chat.AnswerForm;
import dev.sprue.engine.chat.GenerationParameters;
import java.util.List;
import java.util.OptionalInt;

/** Reads text completion requests of the OpenAI dialect. */
public final class CompletionRequestReader {
    private static final int DEFAULT_MAX_TOKENS = 16;
    private static final int MAX_LOGPROBS = 5;
    private static final int MAX_BEST_OF = 20;
    /** The most answers of a request, to all its prompts together. */
    private static final int MAX_ANSWERS = 128;

    private CompletionRequestReader() {}

    /**
     * Reads and checks a request.
     *
     * @throws ApiException 400 for a wrong value, and for what this engine cannot do
     */
    public static CompletionRequest read(ObjectNode body) {
        Fields fields = new Fields(body, "");
        String model = fields.requireText("model");
        UnsupportedFields.refuseInCompletion(fields);
        KnownFields.refuseOthersInCompletion(fields);
        boolean stream = fields.flag("stream");
        List<Prompt> prompts = PromptReader.read(fields);
        int choices = fields.integer("n", 1, GenerationFields.MAX_CHOICES).orElse(1);
        int candidates = candidates(fields, choices, stream);
        checkAnswers(prompts.size(), candidates);
        boolean echo = fields.flag("echo");
        OptionalInt top = fields.integer("logprobs", 0, MAX_LOGPROBS);
        GenerationParameters parameters = new GenerationParameters(
                GenerationFields.sampling(fields),
                fields.integer("max_tokens", 0, Integer.MAX_VALUE).orElse(DEFAULT_MAX_TOKENS),
                GenerationFields.stops(fields),
                candidates,
                top.isPresent() || candidates > choices,
                top.orElse(0),
                AnswerForm.FREE,
                top.isPresent() && echo);
        return new CompletionRequest(
                model,
                prompts,
                choices,
                parameters,
                echo,
                top.isPresent(),
                stream,
                GenerationFields.includeUsage(fields, stream));
    }

    private static int candidates(Fields fields, int choices, boolean stream) {
        OptionalInt bestOf = fields.integer("best_of", 1, MAX_BEST_OF);
        if (bestOf.isEmpty()) {
            return choices;
        }
        int candidates = bestOf.getAsInt();
        if (candidates < choices) {
            throw Fields.invalid(
                    "best_of",
                    "is " + candidates + " and \"n\" is " + choices + "; the best are chosen of at least as many.");
        }
        if (candidates > choices && stream) {
            throw Fields.invalid(
                    "best_of",
                    "is " + candidates + " and \"n\" is " + choices
                            + "; which answers are the best is known only at the end, so they cannot be streamed.");
        }
        return candidates;
    }

    private static void checkAnswers(int prompts, int candidates) {
        if (prompts * candidates > MAX_ANSWERS) {
            throw Fields.invalid(
                    "prompt",
                    "has " + prompts + " entries, with " + candidates + " answers to each; a request can have at most "
                            + MAX_ANSWERS + " answers together. Send the prompts in several requests.");
        }
    }
}
