package dev.sprue.gateway.providers.gemini;

import java.util.Arrays;

/**
 * Turns places in a text that are counted in bytes of UTF-8, as Google counts them, into places counted in characters (code
 * points), as OpenAI does. Keeps no text: only where the width of characters changes.
 */
final class TextPlaces {

    private static final int[] NONE = {};

    /** Pairs: the byte from which characters have another width, and that width. Before the first of them it is one. */
    private int[] changes = NONE;

    private int count;
    private int bytes;
    private int width = 1;

    /** Counts a piece of the text: a JSON string at {@code [from, to)}, quotes included. */
    void add(byte[] json, int from, int to) {
        int i = from + 1;
        while (i < to - 1) {
            byte b = json[i];
            if (b == '\\') {
                i += escape(json, i, to);
            } else {
                int length = b >= 0 ? 1 : b < (byte) 0xE0 ? 2 : b < (byte) 0xF0 ? 3 : 4;
                character(length);
                i += length;
            }
        }
    }

    /** @return how many bytes the escape takes */
    private int escape(byte[] json, int at, int to) {
        if (json[at + 1] != 'u' || at + 6 > to) {
            character(1);
            return 2;
        }
        int unit = unit(json, at);
        boolean pair = Character.isHighSurrogate((char) unit)
                && at + 12 <= to
                && json[at + 6] == '\\'
                && json[at + 7] == 'u'
                && Character.isLowSurrogate((char) unit(json, at + 6));
        character(pair ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3);
        return pair ? 12 : 6;
    }

    private static int unit(byte[] json, int at) {
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            unit = unit << 4 | Math.max(0, Character.digit(json[i], 16));
        }
        return unit;
    }

    private void character(int length) {
        if (length != width) {
            if (2 * count == changes.length) {
                changes = Arrays.copyOf(changes, Math.max(8, changes.length * 2));
            }
            changes[2 * count] = bytes;
            changes[2 * count + 1] = length;
            count++;
            width = length;
        }
        bytes += length;
    }

    /** The character at which byte {@code place} stands; inside a character its own, behind the text its length. */
    int character(long place) {
        long wanted = Math.clamp(place, 0, bytes);
        long characters = 0;
        long from = 0;
        int each = 1;
        for (int i = 0; i < count && changes[2 * i] < wanted; i++) {
            characters += (changes[2 * i] - from) / each;
            from = changes[2 * i];
            each = changes[2 * i + 1];
        }
        return (int) (characters + (wanted - from) / each);
    }
}
