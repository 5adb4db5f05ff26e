package dev.sprue.engine.chat;

import dev.sprue.engine.sampling.LogProbabilities;
import dev.sprue.engine.sampling.Sampler;
import dev.sprue.engine.sampling.TokenConstraint;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One answer as it grows: chooses its tokens and turns them into text that is safe to show, and into tool calls. Stop
 * strings and the tokens' probabilities are of the text alone.
 */
final class Answer {
    private final int choice;
    private final Tokenizer tokenizer;
    private final GenerationParameters parameters;
    private final Sampler sampler;
    private final TokenConstraint constraint;
    private final FormTokens formTokens;
    private final Utf8Assembler assembler = new Utf8Assembler();
    private final AnswerText text;
    private Optional<ToolCallReader> call = Optional.empty();

    private int tokens;
    private int calls;

    Answer(
            AnswerNumber number,
            Tokenizer tokenizer,
            GenerationParameters parameters,
            TokenConstraint constraint,
            FormTokens formTokens) {
        this.choice = number.choice();
        this.tokenizer = tokenizer;
        this.parameters = parameters;
        this.sampler = new Sampler(parameters.sampling(), number.ofPrompt());
        this.constraint = constraint;
        this.formTokens = formTokens;
        this.text = new AnswerText(choice, parameters);
    }

    int choice() {
        return choice;
    }

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
        return text.stopped();
    }

    /** Takes a token that does not end the turn; returns what it makes visible. */
    List<GenerationEvent> add(int token, float[] logits) {
        tokens++;
        constraint.accept(token);
        if (parameters.form().tools().isPresent()) {
            if (token == formTokens.callStart()) {
                return beginCall();
            }
            if (token == formTokens.callEnd() && call.isPresent()) {
                call = Optional.empty();
                calls++;
                return List.of();
            }
        }
        String added = tokenizer.isControl(token) ? "" : assembler.add(tokenizer.bytes(token));
        if (call.isPresent()) {
            return addToCall(call.get().add(added));
        }
        if (calls > 0) {
            return List.of(); // the line break between two calls
        }
        if (!parameters.logProbabilities()) {
            return text.add(added, Optional.empty());
        }
        return text.add(added, Optional.of(LogProbabilities.of(logits, token, parameters.topLogProbabilities())));
    }

    private List<GenerationEvent> beginCall() {
        call = Optional.of(new ToolCallReader());
        return calls == 0 ? text.endBeforeCall(assembler.finish()) : List.of();
    }

    private List<GenerationEvent> addToCall(ToolCallReader.Piece piece) {
        List<GenerationEvent> events = new ArrayList<>(2);
        if (!piece.name().isEmpty()) {
            events.add(new GenerationEvent.CallStarted(choice, calls, piece.name()));
        }
        if (!piece.arguments().isEmpty()) {
            events.add(new GenerationEvent.CallArguments(choice, calls, piece.arguments()));
        }
        return events;
    }

    /** Ends the answer: shows what was held back, then says why it ended. */
    List<GenerationEvent> finish(FinishReason reason) {
        boolean inText = calls == 0 && call.isEmpty();
        List<GenerationEvent> events = new ArrayList<>(inText ? text.end(assembler.finish()) : List.of());
        events.add(new GenerationEvent.Finished(choice, finishReason(reason)));
        return events;
    }

    private FinishReason finishReason(FinishReason reason) {
        if (stopped()) {
            return FinishReason.STOP;
        }
        return reason == FinishReason.STOP && calls > 0
                ? parameters.form().tools().orElseThrow().finish()
                : reason;
    }
}
