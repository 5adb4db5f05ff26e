package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonCharacters;
import dev.sprue.gateway.json.JsonValue;

/** Texts of nothing but white space. */
final class Blank {

    /** Longer ones that begin with something else than ASCII are texts: nobody wants to copy them only to look at them. */
    private static final int MAX_DECODED_BYTES = 256;

    private Blank() {}

    /** Whether a string is empty, or all of its characters are white space. */
    static boolean is(JsonValue text) {
        JsonCharacters characters = text.characters();
        int c = characters.next();
        while (isSpace(c)) {
            c = characters.next();
        }
        if (c <= '~') {
            return c < 0;
        }
        return text.rawLength() <= MAX_DECODED_BYTES && text.text().codePoints().allMatch(Blank::isSpace);
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
