package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.providers.canonical.FinishReason;

/** Takes what Google's responses say, in order, to write it in canonical form: whole, or as events. */
interface GeminiOutput {

    /** Text, as a JSON string with its quotes. */
    void content(int choice, byte[] bytes, int from, int to);

    /** Thoughts, as a JSON string with its quotes. */
    void reasoning(int choice, byte[] bytes, int from, int to);

    /** Why nothing is said, as a JSON string with its quotes. */
    void refusal(int choice, byte[] bytes, int from, int to);

    /**
     * A call of a function.
     *
     * @param index its place among the choice's, from 0
     * @param id a JSON string
     * @param name a JSON string
     * @param arguments a JSON object without white space around its marks
     */
    void call(int choice, int index, byte[] id, byte[] name, byte[] arguments);

    /** An item of a list beside the text, under a name that is not of OpenAI's API or only some of its models know. */
    void item(int choice, String list, byte[] json);

    /** A field beside the text, which comes once. */
    void field(int choice, String name, byte[] json);

    /** The probabilities of tokens, in OpenAI's form. */
    void logprobs(int choice, byte[] json);

    /** The choice ends. */
    void finish(int choice, FinishReason reason);
}
