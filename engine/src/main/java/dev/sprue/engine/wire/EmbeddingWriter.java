package dev.sprue.engine.wire;

import java.util.List;

/** Writes the answer to an embeddings request. */
public final class EmbeddingWriter {

    private EmbeddingWriter() {}

    /**
     * Returns the body.
     *
     * @param vectors of length 1 each
     */
    public static byte[] write(String model, List<float[]> vectors, int promptTokens, EmbeddingEncoding encoding) {
        return Json.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("object", "list");
            out.writeArrayFieldStart("data");
            for (int index = 0; index < vectors.size(); index++) {
                out.writeStartObject();
                out.writeStringField("object", "embedding");
                out.writeNumberField("index", index);
                out.writeFieldName("embedding");
                encoding.write(out, vectors.get(index));
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
}
