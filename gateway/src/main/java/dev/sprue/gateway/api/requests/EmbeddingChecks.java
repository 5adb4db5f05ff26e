package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;

/**
 * Checks the fields of calls for vectors against what no model could take. What a particular model cannot do is its own
 * matter. {@code null} is the same as absent.
 */
public final class EmbeddingChecks {

    private static final int MAX_TOKEN_DIGITS = 9;
    private static final String INPUTS =
            "a string, or an array of strings, of token numbers, or of arrays of token numbers";

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
        if (input.kind() == JsonKind.STRING) {
            text(input);
            return 1;
        }
        if (input.kind() != JsonKind.ARRAY) {
            throw ValueChecks.wrong(input, "it is " + input.kind().words(), INPUTS);
        }
        ValueChecks.items(input);
        if (input.isArrayOfDigits(MAX_TOKEN_DIGITS)) {
            return 1;
        }
        Texts texts = new Texts();
        input.items(texts::add);
        return texts.kind == JsonKind.NUMBER ? 1 : bounded(input, texts.count, max);
    }

    /** The items of an input, which are all of one kind. */
    private static final class Texts {

        private JsonKind kind = JsonKind.NULL;
        private int count;

        void add(JsonValue item) {
            if (count++ == 0) {
                kind = item.kind();
            } else if (item.kind() != kind) {
                throw ValueChecks.wrong(
                        item, "it is " + item.kind().words(), kind.words() + ", as the first item of its array is");
            }
            switch (kind) {
                case STRING -> text(item);
                case NUMBER -> token(item);
                case ARRAY -> tokens(item);
                default -> throw ValueChecks.wrong(item, "it is " + item.kind().words(), INPUTS);
            }
        }
    }

    /**
     * Checks a text that becomes a vector.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where it is empty
     */
    public static void text(JsonValue text) {
        if (text.rawLength() == 2) {
            throw ValueChecks.wrong(text, "it is empty", "a string of at least one character");
        }
    }

    private static void tokens(JsonValue tokens) {
        if (!tokens.isArrayOfDigits(MAX_TOKEN_DIGITS)) {
            ValueChecks.items(tokens);
            tokens.items(EmbeddingChecks::token);
        }
    }

    private static void token(JsonValue token) {
        ValueChecks.whole(token, 0, Integer.MAX_VALUE);
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
