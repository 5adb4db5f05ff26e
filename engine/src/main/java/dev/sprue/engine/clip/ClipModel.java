package dev.sprue.engine.clip;

import dev.sprue.engine.gguf.GgufException;
import dev.sprue.engine.gguf.GgufFile;
import dev.sprue.engine.gguf.GgufReader;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.Matrix;
import dev.sprue.engine.tensor.TensorLoader;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** A model that turns pictures and texts into vectors of one space: what belongs together lies near. Thread-safe. */
public final class ClipModel {
    private static final int CHANNELS = 3;

    private final ClipConfig config;
    private final Kernels kernels;
    private final Tokenizer tokenizer;
    private final List<Convolution> stem = new ArrayList<>();
    private final Encoder vision;
    private final Matrix tokens;
    private final Encoder text;

    private ClipModel(GgufFile file, Kernels kernels) {
        this.config = ClipConfig.of(file.metadata());
        this.kernels = kernels;
        this.tokenizer = Tokenizer.load(file.metadata());
        TensorLoader tensors = new TensorLoader(file, ClipConfig.ARCHITECTURE);
        int channels = CHANNELS;
        for (int i = 0; i <= config.stem().size(); i++) {
            int next = i < config.stem().size()
                    ? config.stem().get(i)
                    : config.vision().width();
            stem.add(Convolution.load(tensors, "stem." + i, channels, next));
            channels = next;
        }
        this.vision = Encoder.load(tensors, "v.", config.vision(), config);
        this.tokens = tensors.matrix(
                "token_embd.weight", tokenizer.size(), config.text().width());
        this.text = Encoder.load(tensors, "t.", config.text(), config);
        tensors.requireAllUsed();
    }

    /**
     * Loads a model.
     *
     * @param gguf the bytes of a GGUF file of architecture {@code sprue-clip}
     * @throws GgufException where the file is damaged or of another architecture
     */
    public static ClipModel load(byte[] gguf, Kernels kernels) {
        return new ClipModel(GgufReader.read(gguf), kernels);
    }

    /** Returns the side in pixels of the square pictures that the model looks at. */
    public int imageSize() {
        return config.imageSize();
    }

    /** Returns how many vectors a picture becomes inside the model: its measure beside the tokens of texts. */
    public int imageTokens() {
        return config.vision().positions();
    }

    /** Returns the most tokens of a text. */
    public int maxTokens() {
        return config.text().positions();
    }

    /** Returns the lengths that vectors may have, shortest first; the last one is the whole vector's. */
    public List<Integer> dimensions() {
        return config.dimensions();
    }

    /** Returns the tokens of a text: at least one, and possibly more than {@link #maxTokens()}. */
    public int[] encode(String text) {
        return tokenizer.encode(FoldedText.of(text));
    }

    /**
     * Computes the vector of a picture.
     *
     * @param square {@code imageSize * imageSize} pixels, row by row, of red, green and blue from -1 to 1
     * @return a vector of length 1
     */
    public float[] embedImage(float[] square) {
        int side = config.imageSize();
        if (square.length != CHANNELS * side * side) {
            throw new IllegalArgumentException(
                    square.length + " values, wanted are " + CHANNELS + " x " + side + " x " + side);
        }
        float[] vectors = square;
        for (int i = 0; i < stem.size(); i++) {
            vectors = stem.get(i).apply(kernels, vectors, side);
            side /= 2;
            if (i < stem.size() - 1) {
                Convolution.rectify(vectors);
            }
        }
        return vision.encode(kernels, vectors);
    }

    /**
     * Computes the vector of a text.
     *
     * @param ids from {@link #encode}: 1 to {@link #maxTokens()}
     * @return a vector of length 1
     */
    public float[] embedText(int[] ids) {
        if (ids.length == 0 || ids.length > maxTokens()) {
            throw new IllegalArgumentException(ids.length + " tokens, allowed are 1 to " + maxTokens());
        }
        float[] vectors = new float[ids.length * tokens.columns()];
        for (int i = 0; i < ids.length; i++) {
            tokens.row(ids[i], vectors, i * tokens.columns());
        }
        return text.encode(kernels, vectors);
    }

    /** Computes the vector of a picture together with a text: the direction in the middle of theirs. */
    public static float[] joined(float[] image, float[] text) {
        return Vectors.middle(image, text);
    }

    /**
     * Shortens a vector; such beginnings were trained to be compared with one another.
     *
     * @param length one of {@link #dimensions()}
     * @return a vector of length 1
     */
    public static float[] shortened(float[] vector, int length) {
        return Vectors.beginning(vector, length);
    }
}
