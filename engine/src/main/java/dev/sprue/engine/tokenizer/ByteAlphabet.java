package dev.sprue.engine.tokenizer;

import java.util.Arrays;

/**
 * The printable stand-ins that byte-level vocabularies write for bytes, introduced by GPT-2: printable Latin-1 bytes
 * stand for themselves, the other 68 are written as the characters from U+0100 on, in byte order.
 */
final class ByteAlphabet {
    private static final int BYTES = 256;

    private final char[] characters = new char[BYTES];
    /** The byte of each character up to the last stand-in, or -1. */
    private final short[] bytes = new short[BYTES * 2];

    ByteAlphabet() {
        Arrays.fill(bytes, (short) -1);
        int next = BYTES;
        for (int value = 0; value < BYTES; value++) {
            boolean printable =
                    value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE && value <= 0xFF;
            characters[value] = (char) (printable ? value : next++);
            bytes[characters[value]] = (short) value;
        }
    }

    /** Returns the stand-in of a byte (0 to 255). */
    char character(int value) {
        return characters[value];
    }

    /** Returns the byte for which a character stands, or -1 where it stands for none. */
    int byteOf(char character) {
        return character < bytes.length ? bytes[character] : -1;
    }
}
