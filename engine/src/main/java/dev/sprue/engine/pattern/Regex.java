package dev.sprue.engine.pattern;

import java.util.List;

/** The syntax tree of a regular expression. */
sealed interface Regex {
    /** One character out of a set. */
    record Chars(CharSet set) implements Regex {}

    /** Parts, one after the other; none: the empty text. */
    record Sequence(List<Regex> parts) implements Regex {}

    /** One of several. */
    record Choice(List<Regex> options) implements Regex {}

    /** A repetition; {@code max} is {@link #UNBOUNDED} where there is no upper bound. */
    record Repeat(Regex part, int min, int max) implements Regex {}

    /** The beginning of the text. */
    record Start() implements Regex {}

    /** The end of the text. */
    record End() implements Regex {}

    /** Stands for no upper bound. */
    int UNBOUNDED = Integer.MAX_VALUE;
}
