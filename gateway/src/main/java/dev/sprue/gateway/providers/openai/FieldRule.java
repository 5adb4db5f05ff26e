package dev.sprue.gateway.providers.openai;

import java.util.Set;

/**
 * What becomes of a field of a request's body that a server does not take as OpenAI does. A field that says nothing ({@code null},
 * {@code n: 1}, a penalty of 0) is never refused, but left out.
 */
public sealed interface FieldRule {

    /**
     * The server has the same under another name.
     *
     * @param name its name there
     */
    record Named(String name) implements FieldRule {}

    /** The server has nothing like it, so that a call which needs it is refused: 422, or the caller has it dropped. */
    record Lacking() implements FieldRule {}

    /** The server has nothing like it, and an answer without it is as good: bookkeeping, or a hint how to work. */
    record Hint() implements FieldRule {}

    /**
     * The server knows some of the values only.
     *
     * @param known the words that it knows: of a text, or of the {@code type} of an object
     */
    record Words(Set<String> known) implements FieldRule {}
}
