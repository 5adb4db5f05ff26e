package dev.sprue.gateway.reasoning;

import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonCharacters;

/**
 * From a text that begins with {@code <think>} to {@code reasoning_content}. The tags may be cut anywhere between two pieces,
 * and be written with escapes.
 *
 * <p>With the opening tag go the white space before it and one line break behind it, with the closing tag one line break
 * before it and two behind it: what DeepSeek-R1 writes around them. All else is kept to the byte. A tag that is never closed
 * makes everything reasoning; a tag in the middle of a text is text.
 */
final class ReasoningFieldForm implements ReasoningForm {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    /** White space that is held back while it is not known whether a tag follows; more than that is text. */
    private static final int MAX_SPACE = 64;

    private enum State {
        /** Nothing but white space and a part of the opening tag has come. */
        BEFORE,
        /** The opening tag ended just now. */
        OPENED,
        THINKING,
        /** The closing tag ended just now. */
        CLOSED,
        ANSWERING
    }

    private final boolean opened;
    private final RawText held = new RawText();
    private final RawText reasoning = new RawText();
    private final RawText answer = new RawText();
    private State state = State.BEFORE;
    private int spaces;
    private int matched;
    private int breaks;

    /** @param opened whether the prompt holds the opening tag already, so that a text without it begins as reasoning */
    ReasoningFieldForm(boolean opened) {
        this.opened = opened;
    }

    @Override
    public ChoiceTexts next(ChoiceTexts piece) {
        byte[] content = piece.content();
        byte[] told = piece.reasoning();
        if (told != null && ChoiceTexts.isText(told)) {
            if (state == State.BEFORE) {
                // Its server tells the two apart already.
                state = State.ANSWERING;
                release();
            }
            reasoning.addAll(told);
        } else if (state == State.ANSWERING) {
            return piece;
        }
        if (content != null) {
            read(content);
        }
        if (piece.finishes()) {
            release();
        }
        return piece.with(
                reasoning.isEmpty() ? piece.reasoning() : reasoning.take(),
                content == null ? answer.takeIfAny() : answer.take());
    }

    @Override
    public ChoiceTexts rest() {
        release();
        return new ChoiceTexts(reasoning.takeIfAny(), answer.takeIfAny(), false, false);
    }

    @Override
    public boolean isPending() {
        return state != State.ANSWERING;
    }

    /** What looked like the beginning of a tag is none. */
    private void release() {
        byte[] text = held.take();
        matched = 0;
        (state == State.THINKING || (state == State.BEFORE && opened) ? reasoning : answer).addAll(text);
    }

    private void read(byte[] json) {
        JsonCharacters characters = new JsonCharacters(new JsonBytes.Heap(json), 0, json.length);
        while (state != State.ANSWERING) {
            int from = characters.offset();
            int c = characters.next();
            if (c < 0) {
                return;
            }
            character(json, from, characters.offset(), c);
        }
        answer.add(json, characters.offset(), json.length - 1);
    }

    /** One character, which stands at {@code [from, to)}. */
    private void character(byte[] json, int from, int to, int c) {
        switch (state) {
            case BEFORE -> before(json, from, to, c);
            case OPENED -> {
                state = State.THINKING;
                if (c != '\n') {
                    thinking(json, from, to, c);
                }
            }
            case THINKING -> thinking(json, from, to, c);
            case CLOSED -> {
                if (c != '\n' || ++breaks > 2) {
                    state = State.ANSWERING;
                    answer.add(json, from, to);
                }
            }
            case ANSWERING -> answer.add(json, from, to);
        }
    }

    private void before(byte[] json, int from, int to, int c) {
        if (c == OPEN.charAt(matched)) {
            held.add(json, from, to);
            if (++matched == OPEN.length()) {
                held.take();
                matched = 0;
                state = State.OPENED;
            }
            return;
        }
        if (matched == 0 && isSpace(c) && spaces < MAX_SPACE) {
            spaces++;
            held.add(json, from, to);
            return;
        }
        // No tag: what was held is read again as what it is, and then this character.
        byte[] text = held.take();
        matched = 0;
        state = opened ? State.THINKING : State.ANSWERING;
        if (opened) {
            read(text);
        } else {
            answer.addAll(text);
        }
        character(json, from, to, c);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private void thinking(byte[] json, int from, int to, int c) {
        if (c != CLOSE.charAt(matched)) {
            if (!held.isEmpty()) {
                reasoning.addAll(held.take());
                matched = 0;
                thinking(json, from, to, c);
            } else if (c == '\n') {
                held.add(json, from, to);
            } else {
                reasoning.add(json, from, to);
            }
            return;
        }
        held.add(json, from, to);
        if (++matched == CLOSE.length()) {
            held.take();
            matched = 0;
            state = State.CLOSED;
        }
    }
}
