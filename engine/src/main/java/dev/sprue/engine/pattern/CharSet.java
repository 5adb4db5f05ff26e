package dev.sprue.engine.pattern;

import java.util.Arrays;
import java.util.TreeMap;

/** A set of characters: Unicode code points without the surrogates, which no text contains. Immutable. */
public final class CharSet {
    private static final int LAST = Character.MAX_CODE_POINT;

    /** Every character. */
    public static final CharSet ALL = new CharSet(0, Character.MIN_SURROGATE - 1, Character.MAX_SURROGATE + 1, LAST);
    /** No character. */
    public static final CharSet NONE = new CharSet();

    static final CharSet DIGITS = range('0', '9');
    static final CharSet WORD = range('a', 'z').or(range('A', 'Z')).or(DIGITS).or(range('_', '_'));
    /** What {@code \s} means in ECMA-262. */
    static final CharSet SPACE = of("\t\n\u000B\f\r \u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF")
            .or(range(0x2000, 0x200A));
    /** What every dialect of regular expressions holds for white space. */
    static final CharSet ASCII_SPACE = of("\t\n\u000B\f\r ");

    static final CharSet LINE_ENDS = of("\n\r\u2028\u2029\u0085");

    /** Pairs of first and last, ascending, with gaps between. */
    private final int[] ranges;

    private CharSet(int... ranges) {
        this.ranges = ranges;
    }

    /** Returns the characters from {@code first} to {@code last}, surrogates left out. */
    public static CharSet range(int first, int last) {
        return first > last ? NONE : new CharSet(first, last).and(ALL);
    }

    private static CharSet of(String characters) {
        CharSet set = NONE;
        for (int i = 0; i < characters.length(); i++) {
            set = set.or(new CharSet(characters.charAt(i), characters.charAt(i)));
        }
        return set;
    }

    /** Returns the pairs of first and last character, ascending. */
    public int[] ranges() {
        return ranges.clone();
    }

    /** Returns whether there is no character. */
    public boolean isEmpty() {
        return ranges.length == 0;
    }

    /** Returns the characters of both. */
    public CharSet and(CharSet other) {
        if (other == this || other.equals(ALL)) {
            return this.equals(ALL) || other == this ? this : intersection(other);
        }
        return intersection(other);
    }

    private CharSet intersection(CharSet other) {
        int[] out = new int[ranges.length + other.ranges.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < ranges.length && j < other.ranges.length) {
            int first = Math.max(ranges[i], other.ranges[j]);
            int last = Math.min(ranges[i + 1], other.ranges[j + 1]);
            if (first <= last) {
                out[size++] = first;
                out[size++] = last;
            }
            if (ranges[i + 1] < other.ranges[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return new CharSet(Arrays.copyOf(out, size));
    }

    /** Returns the characters of either. */
    public CharSet or(CharSet other) {
        TreeMap<Integer, Integer> merged = new TreeMap<>();
        for (int[] from : new int[][] {ranges, other.ranges}) {
            for (int i = 0; i < from.length; i += 2) {
                merged.merge(from[i], from[i + 1], Math::max);
            }
        }
        int[] out = new int[merged.size() * 2];
        int[] size = {0};
        merged.forEach((first, last) -> {
            if (size[0] > 0 && first <= out[size[0] - 1] + 1) {
                out[size[0] - 1] = Math.max(out[size[0] - 1], last);
            } else {
                out[size[0]++] = first;
                out[size[0]++] = last;
            }
        });
        return new CharSet(Arrays.copyOf(out, size[0]));
    }

    /** Returns all other characters. */
    public CharSet not() {
        int[] out = new int[ranges.length + 2];
        int size = 0;
        int next = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] > next) {
                out[size++] = next;
                out[size++] = ranges[i] - 1;
            }
            next = ranges[i + 1] + 1;
        }
        if (next <= LAST) {
            out[size++] = next;
            out[size++] = LAST;
        }
        return new CharSet(Arrays.copyOf(out, size)).intersection(ALL);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharSet set && Arrays.equals(ranges, set.ranges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ranges);
    }
}
