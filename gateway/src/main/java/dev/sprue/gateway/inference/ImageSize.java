package dev.sprue.gateway.inference;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;

/** The size of a picture to make, which the Azure AI Model Inference API writes as a text or as two numbers. */
public final class ImageSize {

    private ImageSize() {}

    /** A size that has been checked, as {@code 1024x1024}. */
    public static String text(JsonValue size) {
        if (size.kind() == JsonKind.STRING) {
            return size.text();
        }
        JsonFields fields = size.fields();
        return pixels(fields, "width") + "x" + pixels(fields, "height");
    }

    /** A whole number, which JSON can also write as {@code 1e3}. */
    private static String pixels(JsonFields size, String name) {
        return Long.toString((long) Double.parseDouble(size.raw(size.find(name).orElseThrow())));
    }
}
