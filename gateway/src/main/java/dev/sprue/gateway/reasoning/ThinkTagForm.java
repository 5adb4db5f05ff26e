package dev.sprue.gateway.reasoning;

import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonCharacters;
import org.jspecify.annotations.Nullable;

/**
 * From {@code reasoning_content} to a text that begins with {@code <think>}, as DeepSeek-R1 writes it:
 *
 * <pre>{@code
 * <think>
 * reasoning
 * </think>
 *
 * answer
 * }</pre>
 *
 * <p>The line breaks come with the tags, unless the texts have their own at that place. A tag is always closed: before the
 * answer, before tool calls, or where the choice ends. Reasoning that goes on after text gets tags of its own.
 */
final class ThinkTagForm implements ReasoningForm {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";
    private static final String BREAK = "\\n";

    private enum State {
        BEFORE,
        THINKING,
        CLOSED,
        ANSWERING
    }

    private State state = State.BEFORE;
    private boolean lineIsOpen;

    @Override
    public ChoiceTexts next(ChoiceTexts piece) {
        RawText out = new RawText();
        byte[] reasoning = piece.reasoning();
        byte[] content = piece.content();
        if (reasoning != null && ChoiceTexts.isText(reasoning)) {
            think(reasoning, out);
        }
        boolean answers = ChoiceTexts.isText(content);
        if (state == State.THINKING && (answers || piece.callsTools() || piece.finishes())) {
            close(out);
        }
        if (content != null && answers) {
            if (out.isEmpty() && state != State.CLOSED) {
                state = State.ANSWERING;
                return piece.with(null, content);
            }
            if (state == State.CLOSED && !startsWithBreak(content)) {
                out.add(BREAK).add(BREAK);
            }
            state = State.ANSWERING;
            out.addAll(content);
        }
        return piece.with(null, out.isEmpty() ? content : out.take());
    }

    private void think(byte[] reasoning, RawText out) {
        if (state != State.THINKING) {
            if (state != State.BEFORE) {
                out.add(BREAK).add(BREAK);
            }
            out.add(OPEN);
            if (!startsWithBreak(reasoning)) {
                out.add(BREAK);
            }
            state = State.THINKING;
        }
        out.addAll(reasoning);
        lineIsOpen = !endsWithBreak(reasoning);
    }

    private void close(RawText out) {
        if (lineIsOpen) {
            out.add(BREAK);
        }
        out.add(CLOSE);
        state = State.CLOSED;
    }

    private static boolean startsWithBreak(byte[] json) {
        return characters(json).next() == '\n';
    }

    private static boolean endsWithBreak(byte[] json) {
        JsonCharacters characters = characters(json);
        int last = -1;
        for (int c = characters.next(); c >= 0; c = characters.next()) {
            last = c;
        }
        return last == '\n';
    }

    private static JsonCharacters characters(byte[] json) {
        return new JsonCharacters(new JsonBytes.Heap(json), 0, json.length);
    }

    @Override
    public ChoiceTexts rest() {
        byte @Nullable [] content = null;
        if (state == State.THINKING) {
            RawText out = new RawText();
            close(out);
            content = out.take();
        }
        return new ChoiceTexts(null, content, false, false);
    }

    @Override
    public boolean isPending() {
        return state == State.THINKING || state == State.CLOSED;
    }
}
