package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.api.requests.EmbeddingChecks;
import dev.sprue.gateway.api.requests.MediaChecks;
import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.api.requests.TextInputs;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;

/** Checks what this API has of its own in calls for embeddings and image embeddings: its words, and pictures. */
final class VectorChecks {

    private static final String[] ENCODINGS = {"float", "base64", "int8", "uint8", "binary", "ubinary"};

    private VectorChecks() {}

    /**
     * Checks the fields of either operation but {@code input}.
     *
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    static void options(JsonFields body) {
        EmbeddingChecks.options(body, ENCODINGS, "text", "query", "document");
    }

    /**
     * Checks the pictures of a call for image embeddings.
     *
     * @param max pictures that there may be
     * @return how many there are
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    static int pictures(JsonFields body, int max) {
        JsonValue input = RequestBody.require(body, "input");
        ValueChecks.items(input);
        int[] count = {0};
        input.items(picture -> {
            count[0]++;
            picture(picture);
        });
        return EmbeddingChecks.bounded(input, count[0], max);
    }

    private static void picture(JsonValue picture) {
        MediaChecks.imageData(ValueChecks.require(picture, "image", JsonKind.STRING));
        JsonValue text = ValueChecks.field(picture, picture.fields(), "text");
        if (text != null) {
            ValueChecks.kind(text, JsonKind.STRING);
            TextInputs.notEmpty(text);
        }
    }
}
