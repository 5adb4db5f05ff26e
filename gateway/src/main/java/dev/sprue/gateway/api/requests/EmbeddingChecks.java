package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;

/**
 * Checks the fields of calls for vectors against what no model could take. What a particular model cannot do is its own
 * matter. {@code null} is the same as absent.
 */
public final class EmbeddingChecks {

    private EmbeddingChecks() {}

    /**
     * Checks the length, the encoding and the purpose of vectors.
     *
     * @param encodings those that the API knows
     * @param inputTypes those that the API knows; empty where any goes to the model
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    public static void options(JsonFields body, String[] encodings, String... inputTypes) {
        RequestBody.present(body, "dimensions")
                .ifPresent(dimensions -> ValueChecks.whole(dimensions, 1, Integer.MAX_VALUE));
        RequestBody.present(body, "encoding_format").ifPresent(format -> ValueChecks.oneOf(format, encodings));
        RequestBody.present(body, "input_type").ifPresent(type -> {
            if (inputTypes.length == 0) {
                ValueChecks.kind(type, JsonKind.STRING);
            } else {
                ValueChecks.oneOf(type, inputTypes);
            }
        });
    }

    /**
     * Checks the texts of a call for embeddings.
     *
     * @param max texts that there may be
     * @return how many there are: a string, and an array of token numbers, is one
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    public static int texts(JsonFields body, int max) {
        JsonValue input = RequestBody.require(body, "input");
        return bounded(input, TextInputs.count(input, false), max);
    }

    /**
     * Checks how many inputs there are.
     *
     * @return {@code count}
     * @throws dev.sprue.gateway.error.FailureException 400 where there are more than {@code max}
     */
    public static int bounded(JsonValue input, int count, int max) {
        if (count > max) {
            throw ValueChecks.wrong(input, "it has " + count + " items", "an array of at most " + max + " items");
        }
        return count;
    }
}
