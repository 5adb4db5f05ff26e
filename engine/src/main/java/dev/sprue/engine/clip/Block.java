package dev.sprue.engine.clip;

import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.Matrix;
import dev.sprue.engine.tensor.TensorLoader;

/** A transformer block: attention in both directions and a feed-forward part, each behind an RMS normalisation. */
final class Block {
    private final int heads;
    private final float epsilon;
    private final float[] attentionNorm;
    private final Matrix query;
    private final Matrix key;
    private final Matrix value;
    private final Matrix output;
    private final float[] feedForwardNorm;
    private final Matrix gate;
    private final Matrix up;
    private final Matrix down;

    private Block(TensorLoader tensors, String prefix, ClipConfig.Tower tower, float epsilon) {
        int width = tower.width();
        this.heads = tower.heads();
        this.epsilon = epsilon;
        this.attentionNorm = tensors.vector(prefix + "attn_norm.weight", width);
        this.query = tensors.matrix(prefix + "attn_q.weight", width, width);
        this.key = tensors.matrix(prefix + "attn_k.weight", width, width);
        this.value = tensors.matrix(prefix + "attn_v.weight", width, width);
        this.output = tensors.matrix(prefix + "attn_output.weight", width, width);
        this.feedForwardNorm = tensors.vector(prefix + "ffn_norm.weight", width);
        this.gate = tensors.matrix(prefix + "ffn_gate.weight", tower.feedForward(), width);
        this.up = tensors.matrix(prefix + "ffn_up.weight", tower.feedForward(), width);
        this.down = tensors.matrix(prefix + "ffn_down.weight", width, tower.feedForward());
    }

    static Block load(TensorLoader tensors, String prefix, ClipConfig.Tower tower, float epsilon) {
        return new Block(tensors, prefix, tower, epsilon);
    }

    /**
     * Changes all vectors of a sequence.
     *
     * @param stream the vectors, one behind the other
     */
    void apply(Kernels kernels, float[] stream) {
        int width = query.rows();
        int count = stream.length / width;
        float[] normed = new float[stream.length];
        float[] change = new float[stream.length];
        normalise(kernels, stream, attentionNorm, epsilon, normed);
        float[] mixed = attend(kernels, normed, count);
        product(kernels, output, mixed, count, change);
        kernels.addScaled(stream, 0, change, 0, stream.length, 1);
        normalise(kernels, stream, feedForwardNorm, epsilon, normed);
        float[] opened = product(kernels, gate, normed, count, new float[count * gate.rows()]);
        float[] raised = product(kernels, up, normed, count, new float[count * up.rows()]);
        kernels.swiglu(opened, 0, raised, 0, opened.length);
        product(kernels, down, opened, count, change);
        kernels.addScaled(stream, 0, change, 0, stream.length, 1);
    }

    private static float[] product(Kernels kernels, Matrix matrix, float[] vectors, int count, float[] out) {
        matrix.multiply(kernels, 0, matrix.rows(), vectors, count, out);
        return out;
    }

    private float[] attend(Kernels kernels, float[] normed, int count) {
        int width = query.rows();
        float[] queries = product(kernels, query, normed, count, new float[normed.length]);
        float[] keys = product(kernels, key, normed, count, new float[normed.length]);
        float[] values = product(kernels, value, normed, count, new float[normed.length]);
        float[] mixed = new float[normed.length];
        int headWidth = width / heads;
        float scale = (float) (1 / Math.sqrt(headWidth));
        float[] scores = new float[count];
        for (int at = 0; at < normed.length; at += headWidth) {
            int head = at % width;
            for (int other = 0; other < count; other++) {
                scores[other] = kernels.dot(queries, at, keys, other * width + head, headWidth) * scale;
            }
            kernels.softmax(scores, count);
            for (int other = 0; other < count; other++) {
                kernels.addScaled(mixed, at, values, other * width + head, headWidth, scores[other]);
            }
        }
        return mixed;
    }

    /** RMS normalisation (Zhang and Sennrich, 2019) of each vector in {@code stream} into {@code out}. */
    static void normalise(Kernels kernels, float[] stream, float[] weight, float epsilon, float[] out) {
        int width = weight.length;
        for (int at = 0; at < stream.length; at += width) {
            float squares = kernels.dot(stream, at, stream, at, width);
            float scale = (float) (1 / Math.sqrt(squares / width + epsilon));
            for (int i = 0; i < width; i++) {
                out[at + i] = weight[i] * (stream[at + i] * scale);
            }
        }
    }
}
