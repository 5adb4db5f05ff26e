package dev.sprue.gateway.api.answers;

import dev.sprue.gateway.json.DuplicateKeyException;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import java.nio.charset.StandardCharsets;

/**
 * The arguments of a call as an object, for dialects that have them so: canonical answers have the text that the model wrote,
 * which need not be JSON.
 */
public final class ArgumentsObject {

    private static final byte[] NONE = {'{', '}'};
    private static final int MAX_DEPTH = 500;

    private ArgumentsObject() {}

    /**
     * The object that the text holds, on one line. A text of nothing is an object of nothing; one that is no object, such as one
     * that was cut off, comes in the field {@code INVALID_JSON}, as Anthropic advises.
     *
     * @param text what the model wrote
     */
    public static byte[] of(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        try {
            JsonFields.scan(json, MAX_DEPTH);
        } catch (JsonSyntaxException | DuplicateKeyException none) {
            byte[] quoted = JsonText.quote(text);
            return ("{\"INVALID_JSON\":" + new String(quoted, StandardCharsets.UTF_8) + "}")
                    .getBytes(StandardCharsets.UTF_8);
        }
        // Outside of strings, where alone they can be, line breaks are blanks.
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
        return json;
    }
}
