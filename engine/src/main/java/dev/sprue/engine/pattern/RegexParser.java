package dev.sprue.engine.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses the part of ECMA-262's regular expressions that describes regular languages: characters, classes, groups,
 * alternatives, quantifiers, {@code ^} and {@code $}. Look-around, back-references, word borders and Unicode properties
 * are refused by name. Lazy quantifiers mean the same as greedy ones here, since only the language counts.
 */
final class RegexParser {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_REPEAT = 100_000;

    private final int[] text;
    private int at;
    private int depth;

    private RegexParser(String pattern) {
        this.text = pattern.codePoints().toArray();
    }

    static Regex parse(String pattern) {
        RegexParser parser = new RegexParser(pattern);
        Regex regex = parser.choice();
        if (parser.at < parser.text.length) {
            throw parser.fault("has a \")\" without a \"(\"");
        }
        return regex;
    }

    private Regex choice() {
        if (++depth > MAX_DEPTH) {
            throw new PatternException("has groups nested more than " + MAX_DEPTH + " deep");
        }
        List<Regex> options = new ArrayList<>();
        options.add(sequence());
        while (take('|')) {
            options.add(sequence());
        }
        depth--;
        return options.size() == 1 ? options.getFirst() : new Regex.Choice(options);
    }

    private Regex sequence() {
        List<Regex> parts = new ArrayList<>();
        while (at < text.length && text[at] != '|' && text[at] != ')') {
            parts.add(quantified());
        }
        return parts.size() == 1 ? parts.getFirst() : new Regex.Sequence(parts);
    }

    private Regex quantified() {
        Regex atom = atom();
        if (!atQuantifier()) {
            return atom;
        }
        if (atom instanceof Regex.Start || atom instanceof Regex.End) {
            throw fault("repeats an anchor");
        }
        Regex repeat =
                switch (text[at++]) {
                    case '*' -> new Regex.Repeat(atom, 0, Regex.UNBOUNDED);
                    case '+' -> new Regex.Repeat(atom, 1, Regex.UNBOUNDED);
                    case '?' -> new Regex.Repeat(atom, 0, 1);
                    default -> counted(atom);
                };
        take('?');
        if (atQuantifier()) {
            throw fault("has a quantifier with nothing to repeat");
        }
        return repeat;
    }

    private boolean atQuantifier() {
        return at < text.length && (text[at] == '*' || text[at] == '+' || text[at] == '?' || text[at] == '{');
    }

    private Regex counted(Regex atom) {
        int min = count();
        int max = min;
        if (take(',')) {
            max = at < text.length && text[at] == '}' ? Regex.UNBOUNDED : count();
        }
        if (!take('}')) {
            throw fault("has a \"{\" that begins no quantifier; write \"\\{\" for the character");
        }
        if (min > max) {
            throw fault("has a quantifier whose numbers are out of order");
        }
        return new Regex.Repeat(atom, min, max);
    }

    private int count() {
        int from = at;
        long number = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            number = number * 10 + text[at++] - '0';
            if (number > MAX_REPEAT) {
                throw fault("repeats something more than " + MAX_REPEAT + " times");
            }
        }
        if (at == from) {
            throw fault("has a \"{\" that begins no quantifier; write \"\\{\" for the character");
        }
        return (int) number;
    }

    private Regex atom() {
        int c = text[at++];
        return switch (c) {
            case '(' -> group();
            case '[' -> new Regex.Chars(new ClassParser(this).parse());
            case '.' -> new Regex.Chars(CharSet.LINE_ENDS.not());
            case '^' -> new Regex.Start();
            case '$' -> new Regex.End();
            case '*', '+', '?', '{' -> throw fault("has a quantifier with nothing to repeat");
            case ']', '}' -> throw fault("has a lone \"" + (char) c + "\"; write it with a backslash");
            case '\\' -> new Regex.Chars(escape(false));
            default -> new Regex.Chars(CharSet.range(c, c));
        };
    }

    private Regex group() {
        if (take('?') && !take(':')) {
            if (!take('<')) {
                throw fault("has look-ahead or flags, which are not supported");
            }
            if (at < text.length && (text[at] == '=' || text[at] == '!')) {
                throw fault("has look-behind, which is not supported");
            }
            while (next("has a group's name without an end") != '>') {
                // names do not matter here
            }
        }
        Regex inner = choice();
        if (!take(')')) {
            throw fault("has a \"(\" without a \")\"");
        }
        return new Regex.Sequence(List.of(inner));
    }

    /** Reads what follows a backslash; {@code negated} says that the set will be turned around, so it must not be too small. */
    CharSet escape(boolean negated) {
        if (at == text.length) {
            throw fault("ends with a backslash");
        }
        int c = text[at++];
        return switch (c) {
            case 'd' -> CharSet.DIGITS;
            case 'D' -> CharSet.DIGITS.not();
            case 'w' -> CharSet.WORD;
            case 'W' -> CharSet.WORD.not();
            case 's' -> negated ? CharSet.SPACE : CharSet.ASCII_SPACE;
            case 'S' -> negated ? CharSet.ASCII_SPACE.not() : CharSet.SPACE.not();
            case 't' -> single('\t');
            case 'n' -> single('\n');
            case 'r' -> single('\r');
            case 'f' -> single('\f');
            case 'v' -> single(0x0B);
            case '0' -> single(0);
            case 'x' -> single(hex(2));
            case 'u' -> single(unicode());
            case 'b', 'B' -> throw fault("has a word border, which is not supported");
            case 'p', 'P' -> throw fault("has a Unicode property, which is not supported; list the characters");
            case 'k' -> throw fault("has a back-reference, which is not supported");
            default -> {
                if (c >= '1' && c <= '9') {
                    throw fault("has a back-reference, which is not supported");
                }
                if (c < 0x80 && Character.isLetter(c)) {
                    throw fault("has the unknown escape \"\\" + (char) c + "\"");
                }
                yield single(c);
            }
        };
    }

    private static CharSet single(int c) {
        return CharSet.range(c, c);
    }

    private int unicode() {
        if (!take('{')) {
            int unit = hex(4);
            if (Character.isHighSurrogate((char) unit)
                    && at + 1 < text.length
                    && text[at] == '\\'
                    && text[at + 1] == 'u') {
                at += 2;
                return Character.toCodePoint((char) unit, (char) hex(4));
            }
            return unit;
        }
        int from = at;
        while (at < text.length && text[at] != '}') {
            at++;
        }
        int length = at - from;
        at = from;
        int code = length >= 1 && length <= 6 ? hex(length) : Integer.MAX_VALUE;
        if (code > Character.MAX_CODE_POINT || !take('}')) {
            throw fault("has a malformed \"\\u{...}\"");
        }
        return code;
    }

    private int hex(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < text.length && text[at] < 0x80 ? Character.digit(text[at], 16) : -1;
            if (digit < 0) {
                throw fault("has an escape that lacks hexadecimal digits");
            }
            value = value * 16 + digit;
            at++;
        }
        return value;
    }

    boolean take(int c) {
        if (at < text.length && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    /** Reads one character; a fault where there is none. */
    int next(String missing) {
        if (at == text.length) {
            throw fault(missing);
        }
        return text[at++];
    }

    boolean lookingAt(int offset, int c) {
        return at + offset < text.length && text[at + offset] == c;
    }

    PatternException fault(String what) {
        return new PatternException(what + " (at character " + at + ")");
    }
}
