package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;

/**
 * Checks and counts the texts of one field, which is a string, or an array of strings, of token numbers, or of arrays of token
 * numbers. All items of an array are of one kind.
 */
public final class TextInputs {

    private static final int MAX_TOKEN_DIGITS = 9;
    private static final String FORMS =
            "a string, or an array of strings, of token numbers, or of arrays of token numbers";

    private final boolean emptyTexts;
    private JsonKind kind = JsonKind.NULL;
    private int count;

    private TextInputs(boolean emptyTexts) {
        this.emptyTexts = emptyTexts;
    }

    /**
     * How many texts there are: a string, and an array of token numbers, is one.
     *
     * @param emptyTexts whether a text may have nothing in it
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    public static int count(JsonValue input, boolean emptyTexts) {
        TextInputs texts = new TextInputs(emptyTexts);
        if (input.kind() == JsonKind.STRING) {
            texts.text(input);
            return 1;
        }
        if (input.kind() != JsonKind.ARRAY) {
            throw ValueChecks.wrong(input, "it is " + input.kind().words(), FORMS);
        }
        ValueChecks.items(input);
        if (input.isArrayOfDigits(MAX_TOKEN_DIGITS)) {
            return 1;
        }
        input.items(texts::add);
        return texts.kind == JsonKind.NUMBER ? 1 : texts.count;
    }

    private void add(JsonValue item) {
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
            default -> throw ValueChecks.wrong(item, "it is " + item.kind().words(), FORMS);
        }
    }

    private void text(JsonValue text) {
        if (!emptyTexts) {
            notEmpty(text);
        }
    }

    /**
     * Checks a text that must have something in it.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where it is empty
     */
    public static void notEmpty(JsonValue text) {
        if (text.rawLength() == 2) {
            throw ValueChecks.wrong(text, "it is empty", "a string of at least one character");
        }
    }

    private static void tokens(JsonValue tokens) {
        if (!tokens.isArrayOfDigits(MAX_TOKEN_DIGITS)) {
            ValueChecks.items(tokens);
            tokens.items(TextInputs::token);
        }
    }

    private static void token(JsonValue token) {
        ValueChecks.whole(token, 0, Integer.MAX_VALUE);
    }
}
