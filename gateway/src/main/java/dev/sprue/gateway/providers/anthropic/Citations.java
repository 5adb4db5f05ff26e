package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.providers.canonical.AnswerExtras;
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
}
