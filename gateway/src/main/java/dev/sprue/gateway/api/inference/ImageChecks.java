package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.config.Form;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;

/** Checks every field that the API defines for making pictures; {@code null} is the same as absent. */
final class ImageChecks {

    private static final int MAX_PIXELS = 65_535;
    private static final int MAX_IMAGES = 100;

    private ImageChecks() {}

    /** @throws dev.sprue.gateway.error.FailureException 400, with the place */
    static void check(JsonFields body) {
        ValueChecks.text(RequestChecks.require(body, "prompt"), 1, Integer.MAX_VALUE);
        size(RequestChecks.require(body, "size"));
        // The schema requires n and gives it a default; the default is meant.
        field(body, "n").ifPresent(n -> ValueChecks.whole(n, 1, MAX_IMAGES));
        field(body, "negative_prompt").ifPresent(text -> ValueChecks.kind(text, JsonKind.STRING));
        field(body, "image_prompt").ifPresent(ImageChecks::imagePrompt);
        field(body, "output_format").ifPresent(format -> ValueChecks.oneOf(format, "png", "jpg"));
        field(body, "quality").ifPresent(quality -> ValueChecks.oneOf(quality, "standard", "hd"));
        field(body, "seed").ifPresent(seed -> ValueChecks.whole(seed, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static Optional<JsonValue> field(JsonFields body, String name) {
        return RequestChecks.present(body, name);
    }

    /** The nine sizes that the API names are not all: the schema leaves it open, and models have others. */
    private static void size(JsonValue size) {
        switch (size.kind()) {
            case STRING -> {
                if (size.rawLength() > 20 || !Form.IMAGE_SIZE.accepts(size.text())) {
                    throw ValueChecks.wrong(
                            size, "it is no size", "a width and a height in pixels, such as '1024x1024'");
                }
            }
            case OBJECT -> {
                ValueChecks.whole(ValueChecks.require(size, "width", JsonKind.NUMBER), 1, MAX_PIXELS);
                ValueChecks.whole(ValueChecks.require(size, "height", JsonKind.NUMBER), 1, MAX_PIXELS);
            }
            default ->
                throw ValueChecks.wrong(
                        size,
                        "it is " + size.kind().words(),
                        "a string such as '1024x1024', or an object with width and height");
        }
    }

    private static void imagePrompt(JsonValue prompt) {
        MediaChecks.imageData(ValueChecks.require(prompt, "image", JsonKind.STRING));
        JsonValue strength = ValueChecks.field(prompt, prompt.fields(), "strength");
        if (strength != null) {
            ValueChecks.number(strength, 0, 1);
        }
    }
}
