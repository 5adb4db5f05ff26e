package dev.sprue.engine.tokenizer;

import dev.sprue.engine.gguf.GgufException;

/**
 * Cuts text into the pieces inside which merges happen, as one pass over the characters instead of the regular
 * expression by which these rules are usually written, {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+|
 * ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}.
 */
enum PreTokenizer {
    /** The rules of GPT-2. */
    GPT_2(false),
    /** The rules of SmolLM: each character of class N is cut out first and stands alone, then GPT-2's on the rest. */
    SMOLLM(true);

    private final boolean numbersAlone;

    PreTokenizer(boolean numbersAlone) {
        this.numbersAlone = numbersAlone;
    }

    /** Takes the pieces in order. */
    interface Sink {
        /** Takes the characters from {@code start} to before {@code end}. */
        void piece(int start, int end);
    }

    /**
     * Finds the rules by the name under which GGUF files state them ({@code tokenizer.ggml.pre}).
     *
     * @throws GgufException for a name that this engine does not know
     */
    static PreTokenizer named(String name) {
        return switch (name) {
            case "gpt-2" -> GPT_2;
            case "smollm" -> SMOLLM;
            default ->
                throw new GgufException(
                        "pre-tokenizer \"" + name + "\" is not supported; supported are \"gpt-2\" and \"smollm\"",
                        GgufException.WHOLE_FILE);
        };
    }

    /** Cuts {@code text} into pieces that cover it without gaps. */
    void cut(String text, Sink sink) {
        if (!numbersAlone) {
            cutRange(text, 0, text.length(), sink);
            return;
        }
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            int next = at + Character.charCount(text.codePointAt(at));
            if (CharacterClass.of(text.codePointAt(at)) == CharacterClass.NUMBER) {
                cutRange(text, start, at, sink);
                sink.piece(at, next);
                start = next;
            }
            at = next;
        }
        cutRange(text, start, text.length(), sink);
    }

    private static void cutRange(String text, int from, int to, Sink sink) {
        int at = from;
        while (at < to) {
            int end = pieceEnd(text, at, to);
            sink.piece(at, end);
            at = end;
        }
    }

    private static int pieceEnd(String text, int at, int to) {
        int contraction = contraction(text, at, to);
        if (contraction > 0) {
            return at + contraction;
        }
        int first = text.codePointAt(at);
        int start = first == ' ' && at + 1 < to ? at + 1 : at;
        CharacterClass kind = CharacterClass.of(text.codePointAt(start));
        if (kind != CharacterClass.SPACE) {
            return runEnd(text, start, to, kind);
        }
        int end = runEnd(text, at, to, CharacterClass.SPACE);
        // The last space before a word belongs to the word, unless it is the only one.
        if (end < to && end - at > 1) {
            return text.offsetByCodePoints(end, -1);
        }
        return end;
    }

    private static int runEnd(String text, int from, int to, CharacterClass kind) {
        int at = from;
        while (at < to) {
            int codePoint = text.codePointAt(at);
            if (CharacterClass.of(codePoint) != kind) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    /** Returns the length of the English contraction that begins here, or 0. */
    private static int contraction(String text, int at, int to) {
        if (text.charAt(at) != '\'' || at + 1 >= to) {
            return 0;
        }
        char second = text.charAt(at + 1);
        if (second == 's' || second == 't' || second == 'm' || second == 'd') {
            return 2;
        }
        if (at + 2 < to) {
            char third = text.charAt(at + 2);
            boolean known =
                    second == 'r' && third == 'e' || second == 'v' && third == 'e' || second == 'l' && third == 'l';
            return known ? 3 : 0;
        }
        return 0;
    }
}
