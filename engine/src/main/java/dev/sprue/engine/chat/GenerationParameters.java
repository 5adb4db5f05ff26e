package dev.sprue.engine.chat;

import dev.sprue.engine.sampling.SamplingParameters;
import java.util.List;

/**
 * What a caller asks of a generation.
 *
 * @param maxTokens the most tokens of an answer, at least 0; {@link Integer#MAX_VALUE} for as many as fit
 * @param stops strings at which an answer ends; none is empty
 * @param choices how many answers, at least 1
 * @param logProbabilities whether the tokens' probabilities are wanted
 * @param topLogProbabilities how many of the likeliest tokens are wanted beside each token, 0 to 20
 * @param form what form each answer must have
 * @param promptProbabilities whether those of the prompt's tokens are wanted, too
 */
public record GenerationParameters(
        SamplingParameters sampling,
        int maxTokens,
        List<String> stops,
        int choices,
        boolean logProbabilities,
        int topLogProbabilities,
        AnswerForm form,
        boolean promptProbabilities) {

    /** Copies the list. */
    public GenerationParameters {
        stops = List.copyOf(stops);
    }

    /** Asks for answers of any form. */
    public GenerationParameters(
            SamplingParameters sampling,
            int maxTokens,
            List<String> stops,
            int choices,
            boolean logProbabilities,
            int topLogProbabilities) {
        this(sampling, maxTokens, stops, choices, logProbabilities, topLogProbabilities, AnswerForm.FREE, false);
    }
}
