package dev.sprue.engine.tokenizer;

/** The four kinds of characters that pre-tokenizers tell apart. */
enum CharacterClass {
    /** Unicode general categories L*. */
    LETTER,
    /** Unicode general categories N*. */
    NUMBER,
    /** Unicode property White_Space. */
    SPACE,
    /** Everything else. */
    OTHER;

    static CharacterClass of(int codePoint) {
        if (codePoint < 128) {
            return ofAscii(codePoint);
        }
        if (Character.isLetter(codePoint)) {
            return LETTER;
        }
        return switch (Character.getType(codePoint)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default -> codePoint == 0x85 ? SPACE : OTHER;
        };
    }

    private static CharacterClass ofAscii(int c) {
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
            return LETTER;
        }
        if (c >= '0' && c <= '9') {
            return NUMBER;
        }
        return c == ' ' || c >= '\t' && c <= '\r' ? SPACE : OTHER;
    }
}
