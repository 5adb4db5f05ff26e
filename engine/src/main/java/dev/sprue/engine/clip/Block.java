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

    /** Changes all vectors of a sequence. */
    void apply(Kernels kernels, float[][] stream) {
        attend(kernels, stream);
        int inner = gate.rows();
        float[] normed = new float[gate.columns()];
        float[] opened = new float[inner];
        float[] raised = new float[inner];
        float[] change = new float[normed.length];
        for (float[] vector : stream) {
            normalise(kernels, vector, feedForwardNorm, epsilon, normed);
            gate.multiply(kernels, normed, opened);
            up.multiply(kernels, normed, raised);
            kernels.swiglu(opened, raised, inner);
            down.multiply(kernels, opened, change);
            kernels.addScaled(vector, 0, change, 0, change.length, 1);
        }
    }

    private void attend(Kernels kernels, float[][] stream) {
        int width = query.rows();
        int count = stream.length;
        float[][] queries = new float[count][width];
        float[][] keys = new float[count][width];
        float[][] values = new float[count][width];
        float[] normed = new float[width];
        for (int i = 0; i < count; i++) {
            normalise(kernels, stream[i], attentionNorm, epsilon, normed);
            query.multiply(kernels, normed, queries[i]);
            key.multiply(kernels, normed, keys[i]);
            value.multiply(kernels, normed, values[i]);
        }
        int headWidth = width / heads;
        float scale = (float) (1 / Math.sqrt(headWidth));
        float[] scores = new float[count];
        float[] change = new float[width];
        for (int i = 0; i < count; i++) {
            float[] mixed = new float[width];
            for (int at = 0; at < width; at += headWidth) {
                for (int other = 0; other < count; other++) {
                    scores[other] = kernels.dot(queries[i], at, keys[other], at, headWidth) * scale;
                }
                kernels.softmax(scores, count);
                for (int other = 0; other < count; other++) {
                    kernels.addScaled(mixed, at, values[other], at, headWidth, scores[other]);
                }
            }
            output.multiply(kernels, mixed, change);
            kernels.addScaled(stream[i], 0, change, 0, width, 1);
        }
    }

    /** RMS normalisation (Zhang and Sennrich, 2019) of {@code x} into {@code out}. */
    static void normalise(Kernels kernels, float[] x, float[] weight, float epsilon, float[] out) {
        float squares = kernels.dot(x, 0, x, 0, x.length);
        float scale = (float) (1 / Math.sqrt(squares / x.length + epsilon));
        for (int i = 0; i < x.length; i++) {
            out[i] = weight[i] * (x[i] * scale);
        }
    }
}
