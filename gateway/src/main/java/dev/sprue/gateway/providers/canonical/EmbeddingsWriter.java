package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonWriter;

/** Writes a canonical list of vectors: each with {@link #vector}, in the order of the inputs, then {@link #answer}. */
public final class EmbeddingsWriter {

    private static final int MAX_DEPTH = 64;

    private final JsonWriter out = new JsonWriter();
    private int count;

    /** Starts without vectors. */
    public EmbeddingsWriter() {
        out.beginObject().name("object").string("list").name("data").beginArray();
    }

    /** The next vector: a JSON array of numbers, or a JSON string in base64, {@code [from, to)} of {@code bytes}. */
    public EmbeddingsWriter vector(byte[] bytes, int from, int to) {
        out.beginObject()
                .name("object")
                .string("embedding")
                .name("index")
                .number(count++)
                .name("embedding")
                .raw(bytes, from, to)
                .endObject();
        return this;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /**
     * The answer.
     *
     * @param model what its server calls the model
     * @param promptTokens tokens read; 0 where the provider does not say
     */
    public WholeAnswer answer(String model, long promptTokens) {
        out.endArray()
                .name("model")
                .string(model)
                .name("usage")
                .beginObject()
                .name("prompt_tokens")
                .number(promptTokens)
                .name("total_tokens")
                .number(promptTokens)
                .endObject()
                .endObject();
        byte[] bytes = out.toBytes();
        try {
            JsonFields scanned = JsonFields.scanAnswer(bytes, 0, bytes.length, MAX_DEPTH);
            return new WholeAnswer(bytes, 0, bytes.length, scanned, new Usage(promptTokens, 0, 0, 0));
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("an answer that was written here cannot be read", impossible);
        }
    }
}
