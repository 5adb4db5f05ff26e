package dev.sprue.gateway.api.anthropic;

import java.nio.charset.StandardCharsets;

/** JSON texts that are written again and again. Nobody may change them. */
final class Words {

    static final byte[] NOTHING = {};
    static final byte[] QUOTE = ascii("\"");
    static final byte[] NULL = ascii("null");
    static final byte[] EMPTY_STRING = ascii("\"\"");
    static final byte[] DIRECT = ascii("{\"type\":\"direct\"}");

    private Words() {}

    /** The bytes of a text of ASCII. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
