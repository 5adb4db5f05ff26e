package dev.sprue.engine.chat;

/**
 * The tokens a request took.
 *
 * @param promptTokens tokens of the rendered conversation, control tokens included
 * @param completionTokens generated tokens of all answers, the tokens that end turns not included
 */
public record Usage(int promptTokens, int completionTokens) {

    /** Returns the sum. */
    public int totalTokens() {
        return promptTokens + completionTokens;
    }
}
