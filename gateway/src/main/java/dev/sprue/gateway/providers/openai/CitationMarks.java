package dev.sprue.gateway.providers.openai;

import java.util.ArrayList;
import java.util.List;

/** Finds the marks {@code [1]}, {@code [2]} ... in a text that comes in pieces, cut anywhere. */
final class CitationMarks {

    private static final int MAX_NUMBER = 999;

    /**
     * A mark.
     *
     * @param number the number in it, at least 1
     * @param start characters (code points) of the text before it
     * @param end characters of the text up to its end
     */
    record Mark(int number, long start, long end) {}

    private final List<Mark> marks = new ArrayList<>(4);
    private long position;
    private long begun = -1;
    private int number;

    /** Takes the next piece of the text. */
    void feed(String piece) {
        piece.codePoints().forEach(this::take);
    }

    private void take(int sign) {
        if (sign == '[') {
            begun = position;
            number = 0;
        } else if (begun >= 0 && sign >= '0' && sign <= '9' && number <= MAX_NUMBER) {
            number = number * 10 + sign - '0';
        } else {
            if (begun >= 0 && sign == ']' && number > 0) {
                marks.add(new Mark(number, begun, position + 1));
            }
            begun = -1;
        }
        position++;
    }

    /** The marks so far, in order. */
    List<Mark> marks() {
        return marks;
    }
}
