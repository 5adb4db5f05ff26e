package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** Writes the answer to an embeddings request. */
public final class EmbeddingWriter {

    private EmbeddingWriter() {}

    /**
     * Returns the body.
     *
     * @param base64 whether a vector is base64 text of its little-endian 32-bit floats, instead of an array of numbers
     */
    public static byte[] write(String model, List<float[]> vectors, int promptTokens, boolean base64) {
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("object", "list");
            out.writeArrayFieldStart("data");
            for (int index = 0; index < vectors.size(); index++) {
                out.writeStartObject();
                out.writeStringField("object", "embedding");
                out.writeNumberField("index", index);
                out.writeFieldName("embedding");
                if (base64) {
                    out.writeString(base64(vectors.get(index)));
                } else {
                    numbers(out, vectors.get(index));
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeStringField("model", model);
            out.writeObjectFieldStart("usage");
            out.writeNumberField("prompt_tokens", promptTokens);
            out.writeNumberField("total_tokens", promptTokens);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private static void numbers(JsonGenerator out, float[] vector) throws IOException {
        out.writeStartArray();
        for (float value : vector) {
            out.writeNumber(value);
        }
        out.writeEndArray();
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
