package dev.sprue.gateway.providers.gemini;

import java.util.Arrays;

/** JSON as Google writes it, without the white space of its pretty printing: all else stays byte for byte. */
final class CompactJson {

    private CompactJson() {}

    /** The JSON at {@code [from, to)}, which is well-formed, without white space outside its strings. */
    static byte[] of(byte[] json, int from, int to) {
        byte[] compact = new byte[to - from];
        int length = 0;
        boolean text = false;
        for (int i = from; i < to; i++) {
            byte b = json[i];
            if (text && b == '\\') {
                compact[length++] = b;
                compact[length++] = json[++i];
                continue;
            }
            text ^= b == '"';
            if (text || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                compact[length++] = b;
            }
        }
        return length == compact.length ? compact : Arrays.copyOf(compact, length);
    }
}
