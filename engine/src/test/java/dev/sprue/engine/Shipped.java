package dev.sprue.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sprue.engine.gguf.GgufFile;
import dev.sprue.engine.gguf.GgufReader;
import dev.sprue.engine.llama.LlamaModel;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The shipped models and the golden files made beside it, for tests. */
public final class Shipped {
    private static final String MODEL = "/dev/sprue/engine/models/sprue-chat.gguf";

    private Shipped() {}

    /** Returns the bytes of the shipped chat model. */
    public static byte[] bytes() {
        return resource(MODEL);
    }

    /** Returns the bytes of the shipped model for pictures and texts. */
    public static byte[] imageModel() {
        return resource("/dev/sprue/engine/models/sprue-image-embed.gguf");
    }

    /** Returns the shipped chat model's tokenizer. */
    public static Tokenizer tokenizer() {
        return Tokenizer.load(file().metadata());
    }

    /** Returns the shipped chat model. */
    public static LlamaModel model() {
        return LlamaModel.load(file(), tokenizer().size());
    }

    /** Returns the shipped chat model's file. */
    public static GgufFile file() {
        return GgufReader.read(bytes());
    }

    /** Returns the cases of a golden file such as {@code logits}. */
    public static JsonNode golden(String name) {
        try {
            return new JsonMapper()
                    .readTree(resource("/golden/" + name + ".json"))
                    .path("cases");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a JSON array of numbers as ids. */
    public static int[] ids(JsonNode array) {
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = array.get(i).intValue();
        }
        return ids;
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Shipped.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
