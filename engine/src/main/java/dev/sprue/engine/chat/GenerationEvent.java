package dev.sprue.engine.chat;

import dev.sprue.engine.sampling.LogProbabilities;
import java.util.List;

/** Something that happened to one of a generation's answers. */
public sealed interface GenerationEvent {

    /** Returns the number of the answer, from 0. */
    int choice();

    /**
     * A prompt was read. Comes before everything else of the answers to it, and only where the probabilities of its
     * tokens were asked for.
     *
     * @param choice the first of the answers to the prompt
     * @param tokens those of the prompt but the first, before which there is nothing
     */
    record PromptRead(int choice, List<LogProbabilities> tokens) implements GenerationEvent {
        /** Copies the list. */
        public PromptRead {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * Text was added.
     *
     * @param text not empty, but for tokens that stand for no text and whose probabilities were asked for
     * @param tokens the tokens that {@code text} completes; empty unless probabilities were asked for
     */
    record Delta(int choice, String text, List<LogProbabilities> tokens) implements GenerationEvent {
        /** Copies the list. */
        public Delta {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * A tool call began.
     *
     * @param call the number of the call in its answer, from 0
     */
    record CallStarted(int choice, int call, String name) implements GenerationEvent {}

    /**
     * Arguments were added to a tool call.
     *
     * @param text a piece of JSON text, not empty
     */
    record CallArguments(int choice, int call, String text) implements GenerationEvent {}

    /** The answer is complete. */
    record Finished(int choice, FinishReason reason) implements GenerationEvent {}
}
