package dev.sprue.gateway.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression of RE2 gets when its counted repeats are written out, as its compiler does. Those in C++ and in Go bound
 * that; the one for Java does not, so that a pattern of thirty characters could take all memory. What is no regular expression is measured
 * somehow; compiling says what is wrong with it.
 */
final class PatternSize {

    /** How often a part may be repeated at most by all the counted repeats around it, as in C++ and in Go. */
    static final int MAX_REPEATS = 1_000;

    /** Most parts of a pattern that is written out: characters, classes and parentheses. */
    static final int MAX_PARTS = 100_000;

    private static final Pattern REPEAT = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?}");

    /** What stands behind an opening parenthesis and is no part; flags that end in a parenthesis are no group. */
    private static final Pattern GROUP_HEAD = Pattern.compile("\\?(?:P?<[^>]*>|[a-zA-Z-]*[:)])");

    private final String pattern;
    private final Deque<Run> open = new ArrayDeque<>();
    private int at;

    private PatternSize(String pattern) {
        this.pattern = pattern;
        open.push(new Run());
    }

    /** What stands between two parentheses, so far: its last part apart, since that is what a repeat repeats. */
    private static final class Run {

        private long parts;
        private long repeats = 1;
        private long lastParts;
        private long lastRepeats = 1;

        void add(long moreParts, long moreRepeats) {
            parts += lastParts;
            repeats = Math.max(repeats, lastRepeats);
            lastParts = moreParts;
            lastRepeats = moreRepeats;
        }

        void repeat(long count) {
            lastParts *= count;
            lastRepeats *= count;
        }
    }

    /** What is too large about it, as a clause; empty where nothing is. */
    static Optional<String> fault(String pattern) {
        PatternSize size = new PatternSize(pattern);
        while (size.at < pattern.length()) {
            size.step();
            Run run = size.open.element();
            if (run.lastRepeats > MAX_REPEATS) {
                return Optional.of("its counted repeats, each times those around it, come to more than " + MAX_REPEATS);
            }
            if (run.parts + run.lastParts > MAX_PARTS) {
                return Optional.of("written out, its counted repeats make more than " + MAX_PARTS + " parts");
            }
        }
        return Optional.empty();
    }

    private void step() {
        switch (pattern.charAt(at)) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> open();
            case ')' -> close();
            case '{' -> brace();
            case '*', '+', '?' -> at++;
            default -> part(1);
        }
    }

    private void part(int chars) {
        open.element().add(1, 1);
        at += chars;
    }

    private void brace() {
        Matcher repeat = REPEAT.matcher(pattern).region(at, pattern.length());
        if (!repeat.lookingAt()) {
            part(1);
            return;
        }
        String most = repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
        // RE2 takes no count of more digits than this; the least is 1, as what is there no times has a size before that
        // is seen.
        long count = most.length() > 6 ? Integer.MAX_VALUE : Math.max(1, Long.parseLong(most));
        open.element().repeat(count);
        at = repeat.end();
    }

    private void open() {
        at++;
        Matcher head = GROUP_HEAD.matcher(pattern).region(at, pattern.length());
        if (head.lookingAt()) {
            at = head.end();
            if (pattern.charAt(at - 1) == ')') {
                return;
            }
        }
        open.push(new Run());
    }

    private void close() {
        at++;
        if (open.size() > 1) {
            Run inner = open.pop();
            inner.add(0, 1);
            open.element().add(inner.parts + 2, inner.repeats);
        }
    }

    private void escape() {
        if (pattern.startsWith("\\Q", at)) {
            int end = pattern.indexOf("\\E", at + 2);
            int stop = end < 0 ? pattern.length() : end;
            for (at += 2; at < stop; ) {
                part(1);
            }
            at = end < 0 ? at : end + 2;
            return;
        }
        part(escapeChars(at));
    }

    /** How many characters an escape has, outside a class or in one: {@code \n}, {@code \x{41}}, <code>\p{Greek}</code>. */
    private int escapeChars(int from) {
        int end = from + 2 < pattern.length()
                        && "xpP".indexOf(pattern.charAt(from + 1)) >= 0
                        && pattern.charAt(from + 2) == '{'
                ? pattern.indexOf('}', from)
                : -1;
        return end < 0 ? 2 : end + 1 - from;
    }

    private void characterClass() {
        int i = at + 1;
        if (pattern.startsWith("^", i)) {
            i++;
        }
        int first = i;
        while (i < pattern.length() && (pattern.charAt(i) != ']' || i == first)) {
            int posixEnd = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i + 2) : -1;
            if (posixEnd >= 0) {
                i = posixEnd + 2;
            } else if (pattern.charAt(i) == '\\') {
                i += escapeChars(i);
            } else {
                i++;
            }
        }
        open.element().add(1, 1);
        at = i + 1;
    }
}
