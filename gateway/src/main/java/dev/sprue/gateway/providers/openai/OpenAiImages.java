package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.config.ImageModelConfig.Family;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.inference.ImageSize;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What making pictures has of its own in OpenAI's dialect. The edits to a request:
 *
 * <ul>
 *   <li>a {@code size} of two numbers becomes a word, {@code jpg} becomes {@code jpeg};
 *   <li>servers in the ways of DALL-E are asked for base64, and not for PNG, which is all that they have;
 *   <li>servers in the ways of GPT Image read {@code standard} as {@code medium}, {@code hd} as {@code high}.
 * </ul>
 */
final class OpenAiImages {

    /** The field that asks for the pictures themselves. */
    static final String RESPONSE_FORMAT = "response_format";

    private static final byte[] BASE64 = JsonText.quote("b64_json");

    private OpenAiImages() {}

    /** Whether the server of a model has to be told that the pictures themselves are wanted. */
    static boolean asksForBase64(ProviderModel model) {
        return model.traits().imageFamily() == Family.DALL_E;
    }

    /** Makes the edits. */
    static void edit(JsonFields body, ProviderModel model, JsonSplicer splicer) {
        value(body, "size")
                .filter(size -> size.kind() == JsonKind.OBJECT)
                .ifPresent(size -> put(size, ImageSize.text(size), splicer));
        switch (model.traits().imageFamily()) {
            case DALL_E -> {
                splicer.set(RESPONSE_FORMAT, BASE64);
                body.find("output_format").ifPresent(splicer::remove);
            }
            case GPT_IMAGE -> {
                value(body, "output_format")
                        .filter(format -> format.isText("jpg"))
                        .ifPresent(format -> put(format, "jpeg", splicer));
                value(body, "quality")
                        .filter(quality -> quality.kind() == JsonKind.STRING)
                        .ifPresent(quality -> put(quality, word(quality.text()), splicer));
            }
        }
    }

    private static String word(String quality) {
        return switch (quality) {
            case "standard" -> "medium";
            case "hd" -> "high";
            default -> quality;
        };
    }

    private static Optional<JsonValue> value(JsonFields body, String name) {
        OptionalInt field = body.find(name);
        return field.isEmpty() ? Optional.empty() : Optional.of(JsonValue.of(body, field.getAsInt()));
    }

    private static void put(JsonValue value, String text, JsonSplicer splicer) {
        splicer.put(value.start(), value.end(), JsonText.quote(text));
    }

    /** Whether every picture of an answer is there itself, and not at some URL. */
    static boolean holdsPictures(WholeAnswer answer) {
        AtomicBoolean all = new AtomicBoolean(true);
        JsonFields fields = answer.fields();
        JsonValue.of(fields, fields.find("data").orElseThrow()).items(item -> {
            if (item.kind() != JsonKind.OBJECT || !holdsPicture(item.fields())) {
                all.set(false);
            }
        });
        return all.get();
    }

    private static boolean holdsPicture(JsonFields item) {
        return item.find("b64_json").stream().anyMatch(field -> item.kind(field) == JsonKind.STRING);
    }
}
