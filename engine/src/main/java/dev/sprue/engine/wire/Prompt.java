package dev.sprue.engine.wire;

import java.util.List;

/** A prompt of a text completion, as it was sent. */
public sealed interface Prompt {

    /** Returns how messages call it, such as {@code prompt[0]}. */
    String path();

    /**
     * A text.
     *
     * @param text may be empty: the beginning of a new document
     */
    record Text(String path, String text) implements Prompt {}

    /**
     * Tokens.
     *
     * @param ids at least one, none negative; whether the model has them is not known yet
     */
    record Tokens(String path, List<Integer> ids) implements Prompt {
        /** Copies the list. */
        public Tokens {
            ids = List.copyOf(ids);
        }
    }
}
