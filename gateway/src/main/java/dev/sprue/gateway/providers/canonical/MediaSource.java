package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import java.util.Locale;

/** Where a picture or a file is. */
public sealed interface MediaSource {

    /**
     * In the request itself.
     *
     * @param mediaType {@code image/png}, say, in lower case
     * @param bytes the document
     * @param from offset of the first byte of its base64, which is the inside of a JSON string
     * @param to offset after the last
     */
    record Data(String mediaType, JsonBytes bytes, int from, int to) implements MediaSource {}

    /**
     * Somewhere else.
     *
     * @param url a string
     */
    record Url(JsonValue url) implements MediaSource {}

    /** Reads the string of a {@code url} field: a data URL in base64 (RFC 2397), which has been checked, or another. */
    static MediaSource of(JsonValue url) {
        int from = url.start() + 1;
        int to = url.end() - 1;
        if (!begins(url, from, to)) {
            return new Url(url);
        }
        int comma = from;
        while (comma < to && url.bytes().at(comma) != ',') {
            comma++;
        }
        // The little before the comma may have its slash escaped.
        String head = JsonText.unquote(
                quoted(url.copy(from + "data:".length(), comma)), 0, comma - from - "data:".length() + 2);
        int end = head.indexOf(';');
        String type = (end < 0 ? head : head.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return new Data(type, url.bytes(), Math.min(comma + 1, to), to);
    }

    private static boolean begins(JsonValue url, int from, int to) {
        String scheme = "data:";
        if (to - from < scheme.length()) {
            return false;
        }
        for (int i = 0; i < scheme.length(); i++) {
            if (Character.toLowerCase((char) url.bytes().at(from + i)) != scheme.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] quoted(byte[] inside) {
        byte[] quoted = new byte[inside.length + 2];
        quoted[0] = '"';
        System.arraycopy(inside, 0, quoted, 1, inside.length);
        quoted[inside.length + 1] = '"';
        return quoted;
    }
}
