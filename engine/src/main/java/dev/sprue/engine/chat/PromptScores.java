package dev.sprue.engine.chat;

import dev.sprue.engine.sampling.LogProbabilities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How likely the model held each token of a prompt to be, found out while the prompt is read. */
final class PromptScores {
    /** Asks for nothing. */
    static final PromptScores NONE = new PromptScores(new int[0], 0, false);

    private final int[] prompt;
    private final int top;
    private final boolean wanted;
    /** Of the tokens from the second on: before the first there is nothing that could foretell it. */
    private final List<LogProbabilities> tokens = new ArrayList<>();

    private PromptScores(int[] prompt, int top, boolean wanted) {
        this.prompt = prompt;
        this.top = top;
        this.wanted = wanted;
    }

    /** Asks for the probabilities of a prompt's tokens, and for so many of the likeliest beside each. */
    static PromptScores of(int[] prompt, int top) {
        return new PromptScores(prompt.clone(), top, true);
    }

    /** Returns whether they are wanted at all. */
    boolean wanted() {
        return wanted;
    }

    /** Returns whether everything is known that is wanted. */
    boolean complete() {
        return tokens.size() >= prompt.length - 1;
    }

    /** Returns the first position whose logits are needed, where not all is known. */
    int next() {
        return tokens.size();
    }

    /**
     * Takes what comes after the positions up to {@code end}: the last of them, or all from {@link #next} on.
     *
     * @param logits of one position after the other
     */
    void add(float[] logits, int vocabulary, int end) {
        int first = end - logits.length / vocabulary;
        for (int position = next(); position < end && !complete(); position++) {
            int at = (position - first) * vocabulary;
            tokens.add(LogProbabilities.of(Arrays.copyOfRange(logits, at, at + vocabulary), prompt[position + 1], top));
        }
    }

    /** Returns those that are known. */
    List<LogProbabilities> tokens() {
        return tokens;
    }
}
