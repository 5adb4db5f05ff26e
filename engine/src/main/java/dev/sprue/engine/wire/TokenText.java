package dev.sprue.engine.wire;

import dev.sprue.engine.chat.Utf8Assembler;
import dev.sprue.engine.tokenizer.Tokenizer;

/** The text that successive tokens make, and where in it each begins. */
final class TokenText {
    private final Tokenizer tokenizer;
    private final Utf8Assembler assembler = new Utf8Assembler();
    private int offset;

    /**
     * Begins a text.
     *
     * @param offset how many characters go before it
     */
    TokenText(Tokenizer tokenizer, int offset) {
        this.tokenizer = tokenizer;
        this.offset = offset;
    }

    /** Returns where the next token begins, in characters (Unicode code points) that are whole before it. */
    int offset() {
        return offset;
    }

    /** Returns what a token adds; nothing where it is a control token, or ends amid a character. */
    String add(int token) {
        String added = tokenizer.isControl(token) ? "" : assembler.add(tokenizer.bytes(token));
        offset += characters(added);
        return added;
    }

    /** Returns what is left at the end of the text. */
    String finish() {
        return assembler.finish();
    }

    /** Returns the length of a text in characters. */
    static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
