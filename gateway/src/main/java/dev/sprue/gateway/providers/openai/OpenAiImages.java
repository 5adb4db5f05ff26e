package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicBoolean;

/** What making pictures has of its own in OpenAI's dialect: how a size and a format are spelt, and base64 on request. */
final class OpenAiImages {

    /** The field that asks for the pictures themselves. */
    static final String RESPONSE_FORMAT = "response_format";

    private static final byte[] BASE64 = JsonText.quote("b64_json");
    private static final byte[] JPEG = JsonText.quote("jpeg");

    private OpenAiImages() {}

    /** A size of two numbers becomes a word, {@code jpg} becomes {@code jpeg}, and the answer is asked for in base64. */
    static void edit(JsonFields body, JsonSplicer splicer) {
        body.find("size").ifPresent(field -> {
            if (body.kind(field) == JsonKind.OBJECT) {
                splicer.replace(field, size(JsonValue.of(body, field).fields()));
            }
        });
        body.find("output_format").ifPresent(field -> {
            if (JsonValue.of(body, field).isText("jpg")) {
                splicer.replace(field, JPEG);
            }
        });
        splicer.set(RESPONSE_FORMAT, BASE64);
    }

    private static byte[] size(JsonFields size) {
        return JsonText.quote(pixels(size, "width") + "x" + pixels(size, "height"));
    }

    /** A whole number, which JSON can also write as {@code 1e3}. */
    private static String pixels(JsonFields size, String name) {
        return new BigDecimal(size.raw(size.find(name).orElseThrow()))
                .toBigInteger()
                .toString();
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
