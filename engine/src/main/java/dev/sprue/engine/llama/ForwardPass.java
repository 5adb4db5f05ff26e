package dev.sprue.engine.llama;

import dev.sprue.engine.tensor.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the logits of the next token, one position at a time: the Llama architecture as in Touvron et al. (2023) with
 * grouped-query attention. Holds the scratch memory of one sequence, so it serves one thread at a time.
 */
public final class ForwardPass {
    private final LlamaModel model;
    private final LlamaConfig config;
    private final Kernels kernels;
    private final Rope rope;
    private final float[] stream;
    private final float[] normed;
    private final float[] query;
    private final float[] key;
    private final float[] value;
    private final float[] attended;
    private final float[] projected;
    private final float[] gate;
    private final float[] up;
    private final float[] logits;
    private float[] scores = new float[KvCache.PAGE];

    /** Prepares passes through {@code model}. */
    public ForwardPass(LlamaModel model, Kernels kernels) {
        this.model = model;
        this.config = model.config();
        this.kernels = kernels;
        this.rope = new Rope(config);
        int queryWidth = config.heads() * config.headWidth();
        this.stream = new float[config.width()];
        this.normed = new float[config.width()];
        this.query = new float[queryWidth];
        this.key = new float[config.kvWidth()];
        this.value = new float[config.kvWidth()];
        this.attended = new float[queryWidth];
        this.projected = new float[config.width()];
        this.gate = new float[config.feedForward()];
        this.up = new float[config.feedForward()];
        this.logits = new float[model.vocabularySize()];
    }

    /** Appends a token to the sequence without asking what comes next: a prompt token before the last. */
    public void append(int token, KvCache cache) {
        advance(token, cache);
    }

    /**
     * Appends a token and computes what comes next.
     *
     * @return one logit for each token of the vocabulary; overwritten by the next call
     */
    public float[] next(int token, KvCache cache) {
        advance(token, cache);
        normalise(stream, model.outputNorm());
        model.output().multiply(kernels, normed, logits);
        return logits;
    }

    private void advance(int token, KvCache cache) {
        int position = cache.append();
        rope.moveTo(position);
        model.tokenEmbedding().row(token, stream);
        List<LayerWeights> layers = model.layers();
        for (int layer = 0; layer < layers.size(); layer++) {
            LayerWeights weights = layers.get(layer);
            attention(layer, weights, position, cache);
            feedForward(weights);
        }
    }

    private void attention(int layer, LayerWeights weights, int position, KvCache cache) {
        normalise(stream, weights.attentionNorm());
        weights.query().multiply(kernels, normed, query);
        weights.key().multiply(kernels, normed, key);
        weights.value().multiply(kernels, normed, value);
        rope.rotate(query, 0, config.heads());
        rope.rotate(key, 0, config.kvHeads());
        int at = position % KvCache.PAGE * config.kvWidth();
        System.arraycopy(key, 0, cache.keyPage(layer, position), at, config.kvWidth());
        System.arraycopy(value, 0, cache.valuePage(layer, position), at, config.kvWidth());
        for (int head = 0; head < config.heads(); head++) {
            attend(layer, head, position + 1, cache);
        }
        weights.attentionOutput().multiply(kernels, attended, projected);
        kernels.addScaled(stream, 0, projected, 0, config.width(), 1);
    }

    private void attend(int layer, int head, int positions, KvCache cache) {
        if (scores.length < positions) {
            scores = new float[Math.min(config.contextLength(), positions * 2)];
        }
        int width = config.headWidth();
        int headAt = head * width;
        int kvAt = head / (config.heads() / config.kvHeads()) * width;
        float scale = (float) (1 / Math.sqrt(width));
        for (int from = 0; from < positions; from += KvCache.PAGE) {
            float[] page = cache.keyPage(layer, from);
            int count = Math.min(KvCache.PAGE, positions - from);
            for (int i = 0; i < count; i++) {
                scores[from + i] = kernels.dot(query, headAt, page, i * config.kvWidth() + kvAt, width) * scale;
            }
        }
        kernels.softmax(scores, positions);
        Arrays.fill(attended, headAt, headAt + width, 0);
        for (int from = 0; from < positions; from += KvCache.PAGE) {
            float[] page = cache.valuePage(layer, from);
            int count = Math.min(KvCache.PAGE, positions - from);
            for (int i = 0; i < count; i++) {
                kernels.addScaled(attended, headAt, page, i * config.kvWidth() + kvAt, width, scores[from + i]);
            }
        }
    }

    private void feedForward(LayerWeights weights) {
        normalise(stream, weights.feedForwardNorm());
        weights.gate().multiply(kernels, normed, gate);
        weights.up().multiply(kernels, normed, up);
        kernels.swiglu(gate, up, config.feedForward());
        weights.down().multiply(kernels, gate, projected);
        kernels.addScaled(stream, 0, projected, 0, config.width(), 1);
    }

    /** RMS normalisation (Zhang and Sennrich, 2019) of {@code x} into {@link #normed}. */
    private void normalise(float[] x, float[] weight) {
        float squares = kernels.dot(x, 0, x, 0, x.length);
        float scale = (float) (1 / Math.sqrt(squares / x.length + config.epsilon()));
        for (int i = 0; i < x.length; i++) {
            normed[i] = weight[i] * (x[i] * scale);
        }
    }
}
