package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Made pictures in the shape of this API, which is not OpenAI's; the pictures' bytes go over as they are, without a copy. */
final class ImageAnswers {

    private ImageAnswers() {}

    /** @param requestId becomes part of the answer's id */
    static Buffer of(WholeAnswer answer, String requestId) {
        JsonFields fields = answer.fields();
        List<Buffer> pieces = new ArrayList<>();
        pieces.add(text("{\"id\":\"img-" + requestId.replace("-", "") + "\",\"created\":" + created(fields)
                + ",\"object\":\"image.generation\",\"model\":"));
        pieces.add(Bodies.of(model(fields, answer)));
        pieces.add(text(",\"data\":["));
        int before = pieces.size();
        JsonValue.of(fields, fields.find("data").orElseThrow()).items(item -> {
            JsonFields picture = item.fields();
            int image = picture.find("b64_json").orElseThrow();
            pieces.add(text(pieces.size() == before ? "{\"image\":" : ",{\"image\":"));
            pieces.add(Bodies.of(answer.bytes(), picture.valueStart(image), picture.valueEnd(image)));
            OptionalInt seed = picture.find("seed");
            boolean seeded = seed.isPresent() && picture.kind(seed.getAsInt()) == JsonKind.NUMBER;
            pieces.add(text(seeded ? ",\"seed\":" + picture.raw(seed.getAsInt()) + "}" : "}"));
        });
        int pictures = (pieces.size() - before) / 3;
        pieces.add(text("],\"usage\":{\"image_generations\":" + pictures + "}}"));
        return Bodies.joined(pieces);
    }

    private static Buffer text(String ascii) {
        return Bodies.of(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static String created(JsonFields fields) {
        OptionalInt created = fields.find("created");
        return created.isPresent() && fields.kind(created.getAsInt()) == JsonKind.NUMBER
                ? fields.raw(created.getAsInt())
                : Long.toString(Instant.now().getEpochSecond());
    }

    private static byte[] model(JsonFields fields, WholeAnswer answer) {
        OptionalInt model = fields.find("model");
        return model.isPresent() && fields.kind(model.getAsInt()) == JsonKind.STRING
                ? fields.valueBytes(model.getAsInt())
                : JsonText.quote(answer.model().orElse(""));
    }
}
