package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;

/**
 * Checks every field that the API defines for embeddings and image embeddings against what no model could take. What a
 * particular model cannot do is its own matter. {@code null} is the same as absent.
 */
final class EmbeddingChecks {

    private static final int MAX_TOKEN_DIGITS = 9;
    private static final String INPUTS =
            "a string, or an array of strings, of token numbers, or of arrays of token numbers";

    private EmbeddingChecks() {}

    /**
     * Checks the fields of either operation but {@code input}.
     *
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    static void options(JsonFields body) {
        RequestChecks.present(body, "dimensions")
                .ifPresent(dimensions -> ValueChecks.whole(dimensions, 1, Integer.MAX_VALUE));
        RequestChecks.present(body, "encoding_format")
                .ifPresent(
                        format -> ValueChecks.oneOf(format, "float", "base64", "int8", "uint8", "binary", "ubinary"));
        RequestChecks.present(body, "input_type")
                .ifPresent(type -> ValueChecks.oneOf(type, "text", "query", "document"));
    }

    /**
     * Checks the texts of a call for embeddings.
     *
     * @param max texts that there may be
     * @return how many there are: a string, and an array of token numbers, is one
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    static int texts(JsonFields body, int max) {
        JsonValue input = RequestChecks.require(body, "input");
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

    private static void text(JsonValue text) {
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

    private static int bounded(JsonValue input, int count, int max) {
        if (count > max) {
            throw ValueChecks.wrong(input, "it has " + count + " items", "an array of at most " + max + " items");
        }
        return count;
    }

    /**
     * Checks the pictures of a call for image embeddings.
     *
     * @param max pictures that there may be
     * @return how many there are
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    static int pictures(JsonFields body, int max) {
        JsonValue input = RequestChecks.require(body, "input");
        ValueChecks.items(input);
        int[] count = {0};
        input.items(picture -> {
            count[0]++;
            picture(picture);
        });
        return bounded(input, count[0], max);
    }

    private static void picture(JsonValue picture) {
        MediaChecks.imageData(ValueChecks.require(picture, "image", JsonKind.STRING));
        JsonValue text = ValueChecks.field(picture, picture.fields(), "text");
        if (text != null) {
            ValueChecks.kind(text, JsonKind.STRING);
            text(text);
        }
    }
}
