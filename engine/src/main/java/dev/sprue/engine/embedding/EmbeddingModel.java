package dev.sprue.engine.embedding;

import dev.sprue.engine.onnx.OnnxException;
import dev.sprue.engine.onnx.OnnxReader;
import dev.sprue.engine.tensor.EncoderKernels;
import dev.sprue.engine.tensor.ScalarEncoderKernels;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * all-MiniLM-L6-v2, ready to turn texts into vectors: the mean of the last layer's token vectors, scaled to length 1.
 * Thread-safe.
 */
public final class EmbeddingModel {
    /** The length of a vector. */
    public static final int DIMENSIONS = 384;
    /** The most tokens of a text, the two that begin and end it included: the model has no more positions. */
    public static final int MAX_TOKENS = 512;

    private static final int WARMING_TOKENS = 12;
    private static final String WEIGHTS = "/all-minilm-l6-v2-q.onnx";
    private static final String VOCABULARY = "/all-minilm-l6-v2-q-tokenizer.json";

    private final WordPieceTokenizer tokenizer;
    private final BertWeights weights;
    private volatile EncoderKernels kernels;

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
        FutureTask<WordPieceTokenizer> vocabulary = new FutureTask<>(EmbeddingModel::vocabulary);
        Thread.ofPlatform().daemon().name("load-vocabulary").start(vocabulary);
        try {
            BertWeights weights;
            try (InputStream file = resource(WEIGHTS)) {
                weights = BertWeights.load(OnnxReader.read(file.readAllBytes()), kernels);
            }
            WordPieceTokenizer tokenizer = vocabulary.get();
            if (weights.words().size() < tokenizer.size() || weights.positions().size() < MAX_TOKENS) {
                throw new OnnxException("the weights know " + weights.words().size() + " tokens and "
                        + weights.positions().size() + " positions; the vocabulary has " + tokenizer.size()
                        + " tokens, and texts may have " + MAX_TOKENS);
            }
            return new EmbeddingModel(tokenizer, weights, kernels);
        } catch (IOException | OnnxException e) {
            throw unavailable(e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("loading the embedding model was interrupted", e);
        }
    }

    private static EmbeddingUnavailableException unavailable(Throwable cause) {
        return new EmbeddingUnavailableException(
                "The embedding model cannot be loaded: " + cause.getMessage()
                        + ". Install this version again. Chat is not affected.",
                cause);
    }

    private static WordPieceTokenizer vocabulary() throws IOException {
        try (InputStream in = resource(VOCABULARY)) {
            return WordPieceTokenizer.load(in);
        }
    }

    /**
     * Computes with plain loops until the model's own kernels have been compiled, which is done in the background: vector
     * code is very slow before that. The vectors are the same, bit by bit.
     */
    public void warmInBackground() {
        EncoderKernels own = kernels;
        EncoderKernels meanwhile = new ScalarEncoderKernels();
        kernels = meanwhile;
        Thread.ofPlatform().daemon().name("warm-embedding").start(() -> {
            try {
                KernelWarmth.await(() -> run(own), () -> run(meanwhile));
            } finally {
                kernels = own;
            }
        });
    }

    private void run(EncoderKernels with) {
        EncoderPass pass = new EncoderPass(weights, with, new int[WARMING_TOKENS]);
        while (!pass.isDone()) {
            pass.step();
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
        VectorPass pass = begin(tokens);
        while (!pass.isDone()) {
            pass.step();
        }
        return pass.vector();
    }

    /** Begins with a text, for a caller that does its steps itself. */
    public VectorPass begin(int[] tokens) {
        if (tokens.length == 0 || tokens.length > MAX_TOKENS) {
            throw new IllegalArgumentException(tokens.length + " tokens, allowed are 1 to " + MAX_TOKENS);
        }
        return new EncoderPass(weights, kernels, tokens);
    }
}
