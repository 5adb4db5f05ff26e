package dev.sprue.engine.embedding;

import java.text.Normalizer;
import java.util.function.Consumer;

/**
 * Cuts text into the words of an uncased BERT: control characters dropped, accents and case removed, split at white
 * space, with punctuation marks and Chinese characters as words of their own. The rules are those of the reference
 * implementation (google-research/bert, {@code tokenization.py}, BasicTokenizer).
 */
final class BertWords {
    /** The most UTF-16 characters of a word that are kept; more than any word that a vocabulary knows. */
    static final int LONGEST_WORD = 256;

    private final Consumer<String> sink;
    private final StringBuilder word = new StringBuilder();

    private BertWords(Consumer<String> sink) {
        this.sink = sink;
    }

    /** Gives the words to {@code sink} in order. One of more than {@link #LONGEST_WORD} characters comes cut after that. */
    static void cut(String text, Consumer<String> sink) {
        new BertWords(sink).cut(text);
    }

    private void cut(String text) {
        String plain = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFD);
        for (int at = 0; at < plain.length(); ) {
            int c = plain.codePointAt(at);
            at += Character.charCount(c);
            if (isSpace(c)) {
                end();
            } else if (isDropped(c)) {
                continue;
            } else if (isPunctuation(c) || isChinese(c)) {
                end();
                append(c);
                end();
            } else {
                append(c);
            }
        }
        end();
    }

    private void append(int c) {
        if (word.length() <= LONGEST_WORD) {
            word.appendCodePoint(Character.toLowerCase(c));
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private void end() {
        if (!word.isEmpty()) {
            sink.accept(word.toString());
            word.setLength(0);
        }
    }

    /** White space, but for the control characters among it that the reference drops. */
    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c >= 128 && Character.isSpaceChar(c);
    }

    /** Control characters, the replacement character, and what is left of accents after decomposition. */
    private static boolean isDropped(int c) {
        return c == 0xFFFD
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.NON_SPACING_MARK -> true;
                    default -> false;
                };
    }

    private static boolean isPunctuation(int c) {
        if (c < 128) {
            return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~';
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** The CJK Unified Ideographs blocks and their extensions A to E, as the reference lists them. */
    private static boolean isChinese(int c) {
        return c >= 0x4E00 && c <= 0x9FFF
                || c >= 0x3400 && c <= 0x4DBF
                || c >= 0x20000 && c <= 0x2A6DF
                || c >= 0x2A700 && c <= 0x2B73F
                || c >= 0x2B740 && c <= 0x2B81F
                || c >= 0x2B920 && c <= 0x2CEAF
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0x2F800 && c <= 0x2FA1F;
    }
}
