package dev.sprue.engine.pattern;

/** Parses a character class, from behind its {@code [}. */
final class ClassParser {
    private static final String UNCLOSED = "has a \"[\" without a \"]\"";

    private final RegexParser in;
    private boolean negated;

    ClassParser(RegexParser in) {
        this.in = in;
    }

    CharSet parse() {
        negated = in.take('^');
        CharSet set = CharSet.NONE;
        while (!in.take(']')) {
            CharSet first = item();
            if (in.lookingAt(0, '-') && !in.lookingAt(1, ']')) {
                in.take('-');
                set = set.or(CharSet.range(only(first), upTo(only(first), item())));
            } else {
                set = set.or(first);
            }
        }
        return negated ? set.not() : set;
    }

    private CharSet item() {
        int c = in.next(UNCLOSED);
        if (c == '[') {
            // other dialects take it for the beginning of a nested class
            throw in.fault("has a \"[\" inside a class; write \"\\[\"");
        }
        if (c == '\\') {
            if (in.take('b')) {
                return CharSet.range('\b', '\b');
            }
            return in.take('-') ? CharSet.range('-', '-') : in.escape(negated);
        }
        if (c == '&' && in.lookingAt(0, '&')) {
            throw in.fault("has \"&&\" inside a class, which dialects read differently; write \"\\&\"");
        }
        return CharSet.range(c, c);
    }

    private int only(CharSet set) {
        int[] ranges = set.ranges();
        if (ranges.length != 2 || ranges[0] != ranges[1]) {
            throw in.fault("has a range in a class that does not go from one character to another");
        }
        return ranges[0];
    }

    private int upTo(int first, CharSet last) {
        int end = only(last);
        if (end < first) {
            throw in.fault("has a range in a class that is out of order");
        }
        return end;
    }
}
