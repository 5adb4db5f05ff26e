package dev.sprue.engine.sampling;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How the next token is chosen, with OpenAI's meanings. The ranges are checked where requests are read.
 *
 * @param temperature 0 (always the likeliest token) to 2
 * @param topP the probability mass, 0 to 1, to which the choice is narrowed; 0 leaves the likeliest token only
 * @param frequencyPenalty -2 to 2, taken from a token's logit once for each time it was generated
 * @param presencePenalty -2 to 2, taken from a token's logit once if it was generated at all
 * @param logitBias by token id, -100 to 100, added to the logit
 * @param seed makes the choice repeatable; absent: a new random seed
 */
public record SamplingParameters(
        float temperature,
        float topP,
        float frequencyPenalty,
        float presencePenalty,
        Map<Integer, Float> logitBias,
        OptionalLong seed) {

    /** The defaults of the API: temperature 1, everything else off. */
    public static final SamplingParameters DEFAULT = new SamplingParameters(1, 1, 0, 0, Map.of(), OptionalLong.empty());

    /** The same settings with the likeliest token always chosen. */
    public static final SamplingParameters GREEDY = new SamplingParameters(0, 1, 0, 0, Map.of(), OptionalLong.empty());

    /** Copies the biases. */
    public SamplingParameters {
        logitBias = Map.copyOf(logitBias);
    }
}
