package dev.sprue.engine.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

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

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPieceTokenizer tokenizer;

    private EmbeddingModel(OrtEnvironment environment, OrtSession session, WordPieceTokenizer tokenizer) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
    }

    /**
     * Loads ONNX Runtime, the model and its vocabulary.
     *
     * @throws EmbeddingUnavailableException where that cannot be done, mostly since ONNX Runtime has no native library
     *     for this platform
     */
    public static EmbeddingModel load() {
        try (InputStream vocabulary = resource(VOCABULARY);
                InputStream weights = resource(WEIGHTS)) {
            WordPieceTokenizer tokenizer = WordPieceTokenizer.load(vocabulary);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                // The scheduler's threads are the only parallelism: a pool here would spin on the same cores.
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                OrtSession session = environment.createSession(weights.readAllBytes(), options);
                return new EmbeddingModel(environment, session, tokenizer);
            }
        } catch (OrtException | IOException | LinkageError | RuntimeException e) {
            throw new EmbeddingUnavailableException(
                    "ONNX Runtime, which computes embeddings, does not run here (" + System.getProperty("os.name")
                            + ", "
                            + System.getProperty("os.arch") + "): " + rootCause(e)
                            + ". It has native libraries for Linux and macOS on x64 and arm64 and for Windows on x64,"
                            + " and unpacks them into the folder for temporary files, which must be writable and allow"
                            + " programs to run. Chat is not affected.",
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

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Returns the tokens of a text, the two that begin and end it included. May be more than {@link #MAX_TOKENS}. */
    public int[] encode(String text) {
        return tokenizer.encode(text);
    }

    /**
     * Computes the vector of a text.
     *
     * @param tokens from {@link #encode}, at most {@link #MAX_TOKENS}
     * @return {@link #DIMENSIONS} floats, of length 1
     */
    public float[] embed(int[] tokens) {
        if (tokens.length == 0 || tokens.length > MAX_TOKENS) {
            throw new IllegalArgumentException(tokens.length + " tokens, allowed are 1 to " + MAX_TOKENS);
        }
        long[] shape = {1, tokens.length};
        long[] ids = new long[tokens.length];
        long[] ones = new long[tokens.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokens[i];
            ones[i] = 1;
        }
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape)) {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            inputs.put("input_ids", input);
            inputs.put("attention_mask", mask);
            inputs.put("token_type_ids", types);
            try (OrtSession.Result result = session.run(inputs)) {
                return mean(((OnnxTensor) result.get(0)).getFloatBuffer(), tokens.length);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on " + tokens.length + " tokens", e);
        }
    }

    private static float[] mean(FloatBuffer states, int tokens) {
        float[] sum = new float[DIMENSIONS];
        for (int token = 0; token < tokens; token++) {
            for (int i = 0; i < DIMENSIONS; i++) {
                sum[i] += states.get(token * DIMENSIONS + i);
            }
        }
        double squares = 0;
        for (float value : sum) {
            squares += (double) value * value;
        }
        float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < DIMENSIONS; i++) {
            sum[i] *= scale;
        }
        return sum;
    }
}
