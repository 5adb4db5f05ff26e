package dev.sprue.engine.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** The same file on ONNX Runtime, one text at a time on one thread. */
final class OnnxRuntimeReference implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /** Loads the model, with the graph rewritten for speed or as it is. */
    OnnxRuntimeReference(boolean optimized) throws IOException, OrtException {
        try (InputStream weights = Objects.requireNonNull(
                        OnnxRuntimeReference.class.getResourceAsStream("/all-minilm-l6-v2-q.onnx"));
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(
                    optimized ? OrtSession.SessionOptions.OptLevel.ALL_OPT : OrtSession.SessionOptions.OptLevel.NO_OPT);
            session = environment.createSession(weights.readAllBytes(), options);
        }
    }

    /** Returns the mean of the last states, scaled to length 1. */
    float[] embed(int[] tokens) throws OrtException {
        long[] shape = {1, tokens.length};
        long[] ones = new long[tokens.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor ids = OnnxTensor.createTensor(
                        environment,
                        LongBuffer.wrap(Arrays.stream(tokens).asLongStream().toArray()),
                        shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[tokens.length]), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            return mean(((OnnxTensor) result.get(0)).getFloatBuffer(), tokens.length);
        }
    }

    private static float[] mean(FloatBuffer states, int tokens) {
        double[] sums = new double[EmbeddingModel.DIMENSIONS];
        for (int i = 0; i < tokens * sums.length; i++) {
            sums[i % sums.length] += states.get(i);
        }
        double length = Math.sqrt(Arrays.stream(sums).map(sum -> sum * sum).sum());
        float[] vector = new float[sums.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (sums[i] / length);
        }
        return vector;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
