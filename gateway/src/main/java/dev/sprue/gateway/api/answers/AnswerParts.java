package dev.sprue.gateway.api.answers;

/**
 * Takes what a canonical answer, or a chunk of one, says, for a surface that says it in other words. Texts come as JSON texts,
 * strings with their quotes, that fill {@code [from, to)} of {@code json}; nobody may change these bytes.
 */
public interface AnswerParts {

    /** What a model thought, or a piece of it: a string. */
    void reasoning(int choice, byte[] json, int from, int to);

    /** What its provider wants back with the next turn: an array of blocks in that provider's form. */
    void reasoningDetails(int choice, byte[] json, int from, int to);

    /** What it said, or a piece of it: a string. */
    void content(int choice, byte[] json, int from, int to);

    /** Why it does not say more: a string. */
    void refusal(int choice, byte[] json, int from, int to);

    /** A call of a function, or a piece of one. */
    void toolCall(int choice, CallPiece piece);

    /** Pictures of the answer: an array of image parts. */
    default void images(int choice, byte[] json, int from, int to) {}

    /** Parts that only Google's API has a form for: an array of these. */
    default void geminiParts(int choice, byte[] json, int from, int to) {}

    /** The text at which it stopped, a string, where its provider tells it. */
    default void stopSequence(int choice, byte[] json, int from, int to) {}

    /** Its provider's own word for why it ended, a string, where the canonical one does not say it. */
    default void nativeFinish(int choice, byte[] json, int from, int to) {}

    /** How probable the tokens were: an object. */
    default void logprobs(int choice, byte[] json, int from, int to) {}

    /** Why the choice ended: a string. */
    void finished(int choice, byte[] json, int from, int to);
}
