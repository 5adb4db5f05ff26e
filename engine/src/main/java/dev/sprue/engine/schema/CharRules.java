package dev.sprue.engine.schema;

import dev.sprue.engine.grammar.NetworkBuilder;
import dev.sprue.engine.pattern.CharSet;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Rules that read one character of a JSON string, in every spelling that JSON has for it. */
final class CharRules {
    private static final int FIRST_OF_TWO = 0x80;
    private static final int FIRST_OF_THREE = 0x800;
    private static final int FIRST_OF_FOUR = 0x10000;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final String SHORT_ESCAPES = "\"\\/\b\f\n\r\t";
    private static final String SHORT_LETTERS = "\"\\/bfnrt";

    private final NetworkBuilder network;
    private final Map<CharSet, Integer> rules = new HashMap<>();

    CharRules(NetworkBuilder network) {
        this.network = network;
    }

    /** Adds the way from one state to another that reads a character of a set. */
    void read(int from, CharSet set, int to) {
        int[] ranges = set.ranges();
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] < FIRST_PRINTABLE || ranges[i + 1] >= FIRST_OF_TWO || needsEscape(ranges[i], ranges[i + 1])) {
                network.call(from, rules.computeIfAbsent(set, this::rule), to);
                return;
            }
        }
        for (int i = 0; i < ranges.length; i += 2) {
            network.read(from, ranges[i], ranges[i + 1], to);
        }
    }

    private static boolean needsEscape(int first, int last) {
        return first <= '"' && '"' <= last || first <= '\\' && '\\' <= last;
    }

    private int rule(CharSet set) {
        int start = network.rule(false);
        int end = network.state();
        network.end(end);
        int escaped = network.state();
        network.read(start, '\\', '\\', escaped);
        int[] ranges = set.ranges();
        for (int i = 0; i < ranges.length; i += 2) {
            for (int c = ranges[i]; c <= ranges[i + 1] && c < FIRST_OF_TWO; c++) {
                ascii(c, start, escaped, end);
            }
            utf8(Math.max(ranges[i], FIRST_OF_TWO), ranges[i + 1], start, end);
        }
        if (set.equals(CharSet.ALL)) {
            anyUnicodeEscape(escaped, end);
        }
        return start;
    }

    private void ascii(int c, int start, int escaped, int end) {
        int letter = SHORT_ESCAPES.indexOf(c);
        if (letter >= 0) {
            network.read(escaped, SHORT_LETTERS.charAt(letter), SHORT_LETTERS.charAt(letter), end);
        } else if (c < FIRST_PRINTABLE) {
            int last = network.read(escaped, ("u00" + (c >> 4)).getBytes(StandardCharsets.US_ASCII));
            hexDigits(last, c & 0xF, c & 0xF, end);
        }
        if (c >= FIRST_PRINTABLE && c != '"' && c != '\\') {
            network.read(start, c, c, end);
        }
    }

    /** Reads {@code \}{@code uXXXX} from behind the backslash: no lone surrogates, but pairs. */
    private void anyUnicodeEscape(int escaped, int end) {
        int u = network.state();
        network.read(escaped, 'u', 'u', u);
        int two = hexChain(2, end);
        int three = hexChain(3, end);
        hexDigits(u, 0, 0xC, three);
        hexDigits(u, 0xE, 0xF, three);
        int d = network.state();
        hexDigits(u, 0xD, 0xD, d);
        hexDigits(d, 0, 7, two);
        int low = network.state();
        int lowD = network.state();
        hexDigits(d, 8, 0xB, hexChain(2, low));
        hexDigits(network.read(low, "\\u".getBytes(StandardCharsets.US_ASCII)), 0xD, 0xD, lowD);
        hexDigits(lowD, 0xC, 0xF, two);
    }

    /** Returns a state from which {@code count} hexadecimal digits lead to {@code end}. */
    private int hexChain(int count, int end) {
        int to = end;
        for (int i = 0; i < count; i++) {
            int from = network.state();
            hexDigits(from, 0, 0xF, to);
            to = from;
        }
        return to;
    }

    private void hexDigits(int from, int first, int last, int to) {
        if (first <= 9) {
            network.read(from, '0' + first, '0' + Math.min(last, 9), to);
        }
        if (last >= 0xA) {
            network.read(from, 'a' + Math.max(first, 0xA) - 0xA, 'a' + last - 0xA, to);
            network.read(from, 'A' + Math.max(first, 0xA) - 0xA, 'A' + last - 0xA, to);
        }
    }

    private void utf8(int first, int last, int start, int end) {
        int[] borders = {FIRST_OF_TWO, FIRST_OF_THREE, FIRST_OF_FOUR, Character.MAX_CODE_POINT + 1};
        for (int length = 2; length <= 4; length++) {
            int low = Math.max(first, borders[length - 2]);
            int high = Math.min(last, borders[length - 1] - 1);
            if (low <= high) {
                bytes(encoded(low), encoded(high), 0, start, end);
            }
        }
    }

    private static byte[] encoded(int c) {
        return Character.toString(c).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what lies between two encodings of one length, from byte {@code at} on. */
    private void bytes(byte[] low, byte[] high, int at, int from, int end) {
        int first = low[at] & 0xFF;
        int last = high[at] & 0xFF;
        if (at == low.length - 1) {
            network.read(from, first, last, end);
            return;
        }
        if (first == last) {
            int next = network.state();
            network.read(from, first, first, next);
            bytes(low, high, at + 1, next, end);
            return;
        }
        boolean lowWhole = isRestAll(low, at, 0x80);
        boolean highWhole = isRestAll(high, at, 0xBF);
        if (!lowWhole) {
            int next = network.state();
            network.read(from, first, first, next);
            bytes(low, rest(low, at, 0xBF), at + 1, next, end);
        }
        if (!highWhole) {
            int next = network.state();
            network.read(from, last, last, next);
            bytes(rest(high, at, 0x80), high, at + 1, next, end);
        }
        int wholeFirst = lowWhole ? first : first + 1;
        int wholeLast = highWhole ? last : last - 1;
        if (wholeFirst <= wholeLast) {
            int to = end;
            for (int i = low.length - 1; i > at; i--) {
                int before = network.state();
                network.read(before, 0x80, 0xBF, to);
                to = before;
            }
            network.read(from, wholeFirst, wholeLast, to);
        }
    }

    private static boolean isRestAll(byte[] bytes, int at, int value) {
        for (int i = at + 1; i < bytes.length; i++) {
            if ((bytes[i] & 0xFF) != value) {
                return false;
            }
        }
        return true;
    }

    private static byte[] rest(byte[] bytes, int at, int value) {
        byte[] copy = bytes.clone();
        for (int i = at + 1; i < copy.length; i++) {
            copy[i] = (byte) value;
        }
        return copy;
    }
}
