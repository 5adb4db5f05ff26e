package dev.sprue.engine.chat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns the bytes of successive tokens into text: bytes that may yet become a character are held back, bytes that
 * cannot are U+FFFD.
 */
public final class Utf8Assembler {
    private static final int LONGEST_CHARACTER_BYTES = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] held = new byte[0];

    /** Adds bytes and returns the text that is complete now; it may be empty. */
    public String add(byte[] bytes) {
        ByteBuffer in = ByteBuffer.allocate(held.length + bytes.length);
        in.put(held).put(bytes).flip();
        String text = decode(in, false);
        held = new byte[in.remaining()];
        in.get(held);
        return text;
    }

    /** Returns what the held-back bytes are once it is sure that nothing follows: U+FFFD, or nothing. */
    public String finish() {
        String text = decode(ByteBuffer.wrap(held), true);
        held = new byte[0];
        return text;
    }

    private String decode(ByteBuffer in, boolean last) {
        CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST_CHARACTER_BYTES);
        decoder.reset();
        decoder.decode(in, out, last);
        return out.flip().toString();
    }
}
