package dev.sprue.engine.chat;

import dev.sprue.engine.sampling.LogProbabilities;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The text of an answer: holds back what a stop string, or the line break before a tool call, may turn out to be. */
final class AnswerText {
    private final int choice;
    private final boolean mayCall;
    private final StopFilter stopFilter;
    /** Tokens whose text is not shown yet. */
    private final Deque<Pending> pending = new ArrayDeque<>();

    private String heldBreak = "";
    private long assembledChars;
    private long shownChars;

    AnswerText(int choice, GenerationParameters parameters) {
        this.choice = choice;
        this.mayCall = parameters.form().tools().isPresent();
        this.stopFilter = new StopFilter(parameters.stops());
    }

    /** A token, and how much text there was before it and with it. */
    private record Pending(LogProbabilities token, long charsBefore, long charsAfter) {}

    boolean stopped() {
        return stopFilter.stopped();
    }

    /** Takes the text of a token, and its probability if it is wanted; returns what becomes visible. */
    List<GenerationEvent> add(String text, Optional<LogProbabilities> token) {
        token.ifPresent(probabilities ->
                pending.add(new Pending(probabilities, assembledChars, assembledChars + text.length())));
        assembledChars += text.length();
        String visible = heldBreak + stopFilter.add(text);
        heldBreak = mayCall && visible.endsWith("\n") ? "\n" : "";
        return show(visible.substring(0, visible.length() - heldBreak.length()), false);
    }

    /** Takes the last piece of text; returns everything that was held back. */
    List<GenerationEvent> end(String text) {
        assembledChars += text.length();
        String visible = heldBreak + stopFilter.add(text) + stopFilter.finish();
        heldBreak = "";
        return show(visible, true);
    }

    /** Takes the last piece of text before a tool call, whose line break is no part of the text. */
    List<GenerationEvent> endBeforeCall(String text) {
        assembledChars += text.length();
        String visible = heldBreak + stopFilter.add(text) + stopFilter.finish();
        heldBreak = "";
        List<GenerationEvent> events =
                show(visible.endsWith("\n") ? visible.substring(0, visible.length() - 1) : visible, false);
        pending.clear();
        return events;
    }

    private List<GenerationEvent> show(String visible, boolean last) {
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
