package dev.sprue.engine.chat;

import dev.sprue.engine.sampling.LogProbabilities;
import dev.sprue.engine.sampling.Sampler;
import dev.sprue.engine.sampling.TokenConstraint;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One answer as it grows: chooses its tokens and turns them into text that is safe to show. */
final class Answer {
    private final int choice;
    private final Tokenizer tokenizer;
    private final GenerationParameters parameters;
    private final Sampler sampler;
    private final TokenConstraint constraint;
    private final Utf8Assembler assembler = new Utf8Assembler();
    private final StopFilter stopFilter;
    /** Tokens whose text is not shown yet. */
    private final Deque<Pending> pending = new ArrayDeque<>();

    private int tokens;
    private long assembledChars;
    private long shownChars;

    Answer(int choice, Tokenizer tokenizer, GenerationParameters parameters, TokenConstraint constraint) {
        this.choice = choice;
        this.tokenizer = tokenizer;
        this.parameters = parameters;
        this.sampler = new Sampler(parameters.sampling(), choice);
        this.constraint = constraint;
        this.stopFilter = new StopFilter(parameters.stops());
    }

    /** A token, and how much text there was before it and with it. */
    private record Pending(LogProbabilities token, long charsBefore, long charsAfter) {}

    int tokens() {
        return tokens;
    }

    int choose(float[] logits) {
        return sampler.choose(logits, constraint.allowed());
    }

    boolean isFull() {
        return tokens >= parameters.maxTokens();
    }

    boolean stopped() {
        return stopFilter.stopped();
    }

    /** Takes a token that does not end the turn; returns the text it makes visible. */
    List<GenerationEvent> add(int token, float[] logits) {
        tokens++;
        constraint.accept(token);
        String text = tokenizer.isControl(token) ? "" : assembler.add(tokenizer.bytes(token));
        if (parameters.logProbabilities()) {
            LogProbabilities probabilities = LogProbabilities.of(logits, token, parameters.topLogProbabilities());
            pending.add(new Pending(probabilities, assembledChars, assembledChars + text.length()));
        }
        return show(text, false);
    }

    /** Ends the answer: shows what was held back, then says why it ended. */
    List<GenerationEvent> finish(FinishReason reason) {
        List<GenerationEvent> events = new ArrayList<>(show(assembler.finish(), true));
        events.add(new GenerationEvent.Finished(choice, stopped() ? FinishReason.STOP : reason));
        return events;
    }

    private List<GenerationEvent> show(String assembled, boolean last) {
        assembledChars += assembled.length();
        String visible = stopFilter.add(assembled) + (last ? stopFilter.finish() : "");
        shownChars += visible.length();
        List<LogProbabilities> shown = new ArrayList<>();
        while (!pending.isEmpty() && isShown(pending.getFirst(), last)) {
            shown.add(pending.removeFirst().token());
        }
        return visible.isEmpty() && shown.isEmpty()
                ? List.of()
                : List.of(new GenerationEvent.Delta(choice, visible, shown));
    }

    /** At the end a token counts that any text before a stop string came from; before, only one that is shown whole. */
    private boolean isShown(Pending token, boolean last) {
        if (stopped()) {
            return token.charsBefore() < shownChars;
        }
        return last || token.charsAfter() <= shownChars;
    }
}
