package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonFields;
import java.util.OptionalInt;

/** Citations of a text block, and the places in the answer's text to which they belong. */
final class Citations {

    private Citations() {}

    /**
     * Takes note of a citation.
     *
     * @param citation its fields
     * @param start characters of the answer's text before the block that it belongs to
     * @param end characters up to the end of that block
     */
    static void add(JsonFields citation, long start, long end, AnswerExtras extras) {
        OptionalInt url = AnthropicJson.string(citation, "url");
        if (url.isPresent()) {
            OptionalInt title = AnthropicJson.string(citation, "title");
            extras.annotate(
                    citation.valueBytes(url.getAsInt()),
                    title.isPresent() ? citation.valueBytes(title.getAsInt()) : null,
                    start,
                    end);
        } else {
            byte[] bytes = citation.bytes().copy(citation.start(), citation.end());
            extras.cite(bytes, 0, bytes.length);
        }
    }

    /** Characters (code points) of the text of a JSON string, {@code [from, to)} of {@code bytes} with its quotes. */
    static long characters(byte[] bytes, int from, int to) {
        long count = 0;
        for (int i = from + 1; i < to - 1; i++) {
            byte b = bytes[i];
            if (b != '\\') {
                // All bytes of a character but its first look like this in UTF-8.
                count += (b & 0xC0) == 0x80 ? 0 : 1;
            } else if (bytes[i + 1] == 'u') {
                count += isLowSurrogate(bytes, i + 2) ? 0 : 1;
                i += 5;
            } else {
                count++;
                i++;
            }
        }
        return count;
    }

    /** Whether these four hexadecimal digits are the second half of a character. */
    private static boolean isLowSurrogate(byte[] bytes, int at) {
        return at + 1 < bytes.length
                && (bytes[at] | 0x20) == 'd'
                && (bytes[at + 1] | 0x20) >= 'c'
                && (bytes[at + 1] | 0x20) <= 'f';
    }
}
