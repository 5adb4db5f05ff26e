package dev.sprue.engine.wire;

import dev.sprue.engine.chat.GenerationParameters;
import java.util.List;

/**
 * A text completion request whose every field was checked, but for what depends on the model's vocabulary.
 *
 * @param model the name of the model
 * @param prompts at least one
 * @param choices how many answers to each prompt are wanted
 * @param parameters of the answers; it has more choices than are wanted where the best of them are to be found out
 * @param echo whether an answer begins with its prompt
 * @param logProbabilities whether the caller gets the tokens' probabilities
 * @param stream whether the answers are wanted piece by piece
 * @param includeUsage whether a stream is to end with a chunk that carries the usage
 */
public record CompletionRequest(
        String model,
        List<Prompt> prompts,
        int choices,
        GenerationParameters parameters,
        boolean echo,
        boolean logProbabilities,
        boolean stream,
        boolean includeUsage) {

    /** Copies the list. */
    public CompletionRequest {
        prompts = List.copyOf(prompts);
    }

    /** Returns how many answers to each prompt are made, of which {@link #choices} are the best. */
    public int candidates() {
        return parameters.choices();
    }
}
