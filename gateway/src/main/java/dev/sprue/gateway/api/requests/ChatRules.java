package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.Arrays;

/**
 * In what the APIs differ about fields that they share.
 *
 * @param functions whether the API still has the forerunner of tools: the role {@code function}, {@code function_call} in
 *     messages
 * @param open whether types of content parts, tools and answers that are not known here go to the model, which may know them
 */
public record ChatRules(boolean functions, boolean open) {

    /** What {@link #word} makes of a word that only the model may know. */
    static final String NEW = "";

    /**
     * One of the known words; {@link #NEW} for another that goes to the model.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 for anything else
     */
    String word(JsonValue value, String... known) {
        for (String word : known) {
            if (value.isText(word)) {
                return word;
            }
        }
        boolean isNew =
                open && value.kind() == JsonKind.STRING && !Arrays.asList(known).contains(value.text());
        return isNew ? NEW : ValueChecks.oneOf(value, known);
    }
}
