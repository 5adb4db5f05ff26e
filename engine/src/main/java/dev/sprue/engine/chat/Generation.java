package dev.sprue.engine.chat;

import dev.sprue.engine.llama.ForwardPass;
import dev.sprue.engine.llama.KvCache;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers one prompt, a short step at a time, so that whoever drives it decides whose turn it is. Several answers to
 * one prompt come one after the other and share the prompt's keys and values. Not thread-safe.
 */
public final class Generation {
    /** Prompt tokens of a step: short enough that others do not wait long. */
    private static final int PROMPT_TOKENS_PER_STEP = 32;

    private final ChatModel model;
    private final int[] prompt;
    private final GenerationParameters parameters;
    private final ForwardPass pass;
    private final KvCache cache;
    private float[] promptLogits = new float[0];
    private float[] logits = new float[0];
    private Answer answer;
    private int choice;
    private int finishedTokens;
    private boolean done;

    Generation(ChatModel model, int[] prompt, GenerationParameters parameters) {
        this.model = model;
        this.prompt = prompt;
        this.parameters = parameters;
        this.pass = model.newPass();
        this.cache = model.newCache();
        this.answer = model.newAnswer(0, parameters);
    }

    /** Returns whether all answers are complete. */
    public boolean isDone() {
        return done;
    }

    /** Returns the tokens taken so far. */
    public Usage usage() {
        return new Usage(prompt.length, finishedTokens + (done ? 0 : answer.tokens()));
    }

    /** Reads a piece of the prompt, or generates one token. Returns what became visible, in order; often nothing. */
    public List<GenerationEvent> step() {
        if (done) {
            throw new IllegalStateException("the generation is done");
        }
        if (cache.length() < prompt.length) {
            readPrompt();
            return List.of();
        }
        int token = answer.choose(logits);
        if (model.endsTurn(token)) {
            return finish(FinishReason.STOP);
        }
        List<GenerationEvent> events = new ArrayList<>(answer.add(token, logits));
        if (answer.stopped() || answer.isFull() || cache.length() + 1 >= model.contextLength()) {
            events.addAll(finish(FinishReason.LENGTH));
        } else {
            logits = pass.next(token, cache);
        }
        return events;
    }

    private void readPrompt() {
        int end = Math.min(prompt.length, cache.length() + PROMPT_TOKENS_PER_STEP);
        while (cache.length() < Math.min(end, prompt.length - 1)) {
            pass.append(prompt[cache.length()], cache);
        }
        if (end == prompt.length) {
            logits = pass.next(prompt[prompt.length - 1], cache);
            promptLogits = parameters.choices() > 1 ? logits.clone() : logits;
        }
    }

    private List<GenerationEvent> finish(FinishReason reason) {
        List<GenerationEvent> events = answer.finish(reason);
        finishedTokens += answer.tokens();
        choice++;
        if (choice == parameters.choices()) {
            done = true;
        } else {
            answer = model.newAnswer(choice, parameters);
            cache.truncate(prompt.length);
            logits = promptLogits;
        }
        return events;
    }
}
