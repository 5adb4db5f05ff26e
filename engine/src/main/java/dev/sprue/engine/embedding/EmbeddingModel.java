package dev.sprue.engine.embedding;

import dev.sprue.engine.onnx.OnnxException;
import dev.sprue.engine.onnx.OnnxReader;
import dev.sprue.engine.tensor.EncoderKernels;
import java.io.IOException;
import java.io.InputStream;

/**
 * all-MiniLM-L6-v2, ready to turn texts into vectors: the mean of the last layer's token vectors, scaled to length 1.
 * Thread-safe.
 */
public final class EmbeddingModel {
    /** The length of a vector. */
    public static final int DIMENSIONS = 384;
    /** The most tokens of a text, the two that begin and end it included: the model has no more positions. */
    public static final int MAX_TOKENS = 512;

    private static final String WEIGHTS = "/all-minilm-l6-v2-q.onnx";
    private static final String VOCABULARY = "/all-minilm-l6-v2-q-tokenizer.json";

    private final WordPieceTokenizer tokenizer;
    private final BertWeights weights;
    private final EncoderKernels kernels;

    private EmbeddingModel(WordPieceTokenizer tokenizer, BertWeights weights, EncoderKernels kernels) {
        this.tokenizer = tokenizer;
        this.weights = weights;
        this.kernels = kernels;
    }

    /**
     * Loads the model and its vocabulary from the class path.
     *
     * @throws EmbeddingUnavailableException where a file is missing or damaged
     */
    public static EmbeddingModel load(EncoderKernels kernels) {
        try {
            WordPieceTokenizer tokenizer;
            try (InputStream vocabulary = resource(VOCABULARY)) {
                tokenizer = WordPieceTokenizer.load(vocabulary);
            }
            BertWeights weights;
            try (InputStream file = resource(WEIGHTS)) {
                weights = BertWeights.load(OnnxReader.read(file.readAllBytes()), kernels);
            }
            if (weights.words().size() < tokenizer.size() || weights.positions().size() < MAX_TOKENS) {
                throw new OnnxException("the weights know " + weights.words().size() + " tokens and "
                        + weights.positions().size() + " positions; the vocabulary has " + tokenizer.size()
                        + " tokens, and texts may have " + MAX_TOKENS);
            }
            return new EmbeddingModel(tokenizer, weights, kernels);
        } catch (IOException | OnnxException e) {
            throw new EmbeddingUnavailableException(
                    "The embedding model cannot be loaded: " + e.getMessage()
                            + ". Install this version again. Chat is not affected.",
                    e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = EmbeddingModel.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("the class path has no " + name + "; the installation is incomplete");
        }
        return in;
    }

    /** Returns the tokens of a text, the two that begin and end it included. May be more than {@link #MAX_TOKENS}. */
    public int[] encode(String text) {
        return tokenizer.encode(text);
    }

    /**
     * Computes the vector of a text. It is the same whatever else is computed at the time.
     *
     * @param tokens from {@link #encode}, at most {@link #MAX_TOKENS}
     * @return {@link #DIMENSIONS} floats, of length 1
     */
    public float[] embed(int[] tokens) {
        EncoderPass pass = begin(tokens);
        while (!pass.isDone()) {
            pass.step();
        }
        return pass.vector();
    }

    /** Begins with a text, for a caller that does its steps itself. */
    EncoderPass begin(int[] tokens) {
        if (tokens.length == 0 || tokens.length > MAX_TOKENS) {
            throw new IllegalArgumentException(tokens.length + " tokens, allowed are 1 to " + MAX_TOKENS);
        }
        return new EncoderPass(weights, kernels, tokens);
    }
}
