package dev.sprue.engine.embedding;

import dev.sprue.engine.tensor.EncoderKernels;
import dev.sprue.engine.tensor.QuantizedRows;

/**
 * One text on its way through the encoder, half a layer at a time. The text is computed by itself, so that its vector does
 * not depend on what else is embedded at the time.
 *
 * <p>Every product quantises its input anew over the whole text, as the file's graph says.
 */
final class EncoderPass implements VectorPass {
    private static final int WIDTH = EmbeddingModel.DIMENSIONS;
    private static final int HEADS = 12;
    private static final int HEAD = WIDTH / HEADS;
    private static final float HEAD_SCALE = (float) (1 / Math.sqrt(HEAD));
    /** Keys are looked at so many at a time; see {@link EncoderKernels#multiplyFour}. */
    private static final int KEYS = 32;
    /** Queries are looked at four at a time. */
    private static final int QUERIES = 4;

    private final BertWeights weights;
    private final EncoderKernels kernels;
    private final int tokens;
    private final float[] states;
    private final float[] queries;
    private final float[] keys;
    private final float[] values;
    private final float[] inner;
    private final float[] keysOfHead;
    private final float[] scores;
    private final QuantizedRows narrow;
    private final QuantizedRows wide;
    private int halfLayers;

    /**
     * Looks the tokens up.
     *
     * @param ids at least one; each in the table of words, and no more than there are positions
     */
    EncoderPass(BertWeights weights, EncoderKernels kernels, int[] ids) {
        this.weights = weights;
        this.kernels = kernels;
        this.tokens = ids.length;
        int rows = QuantizedRows.padded(tokens);
        int paddedKeys = (tokens + KEYS - 1) / KEYS * KEYS;
        int innerWidth = weights.layers().getFirst().up().outputs();
        this.states = new float[rows * WIDTH];
        this.queries = new float[rows * WIDTH];
        this.keys = new float[rows * WIDTH];
        this.values = new float[rows * WIDTH];
        this.inner = new float[rows * innerWidth];
        this.keysOfHead = new float[HEAD * paddedKeys];
        this.scores = new float[QUERIES * paddedKeys];
        this.narrow = new QuantizedRows(tokens, WIDTH);
        this.wide = new QuantizedRows(tokens, innerWidth);
        lookUp(ids);
    }

    private void lookUp(int[] ids) {
        float[] places = queries;
        for (int i = 0; i < tokens; i++) {
            weights.words().addRow(ids[i], states, i * WIDTH);
            System.arraycopy(weights.segment(), 0, places, i * WIDTH, WIDTH);
            weights.positions().addRow(i, places, i * WIDTH);
        }
        addAndNormalize(places, weights.embeddingNorm());
    }

    /** Computes the next half of a layer. */
    @Override
    public void step() {
        BertLayer layer = weights.layers().get(halfLayers / 2);
        if (halfLayers % 2 == 0) {
            attention(layer);
        } else {
            feedForward(layer);
        }
        halfLayers++;
    }

    /** Returns whether {@link #vector} can be taken. */
    @Override
    public boolean isDone() {
        return halfLayers == 2 * weights.layers().size();
    }

    private void attention(BertLayer layer) {
        kernels.quantize(states, tokens, narrow);
        kernels.multiply(narrow, layer.query(), queries);
        kernels.multiply(narrow, layer.key(), keys);
        kernels.multiply(narrow, layer.value(), values);
        for (int head = 0; head < HEADS; head++) {
            attend(head * HEAD);
        }
        float[] found = queries;
        kernels.quantize(found, tokens, narrow);
        kernels.multiply(narrow, layer.attentionOutput(), keys);
        addAndNormalize(keys, layer.attentionNorm());
    }

    /** Puts what each token finds with one head in the place of its query. */
    private void attend(int column) {
        int stride = scores.length / QUERIES;
        for (int token = 0; token < tokens; token++) {
            for (int i = 0; i < HEAD; i++) {
                keysOfHead[i * stride + token] = keys[token * WIDTH + column + i];
            }
        }
        for (int token = 0; token < tokens; token += QUERIES) {
            int at = token * WIDTH + column;
            kernels.multiplyFour(queries, at, WIDTH, keysOfHead, 0, stride, scores, 0, stride, HEAD, stride);
            for (int query = 0; query < QUERIES; query++) {
                kernels.softmax(scores, query * stride, tokens, HEAD_SCALE);
            }
            kernels.multiplyFour(scores, 0, stride, values, column, WIDTH, queries, at, WIDTH, tokens, HEAD);
        }
    }

    private void feedForward(BertLayer layer) {
        kernels.quantize(states, tokens, narrow);
        kernels.multiply(narrow, layer.up(), inner);
        kernels.gelu(inner, tokens * layer.up().outputs());
        kernels.quantize(inner, tokens, wide);
        kernels.multiply(wide, layer.down(), keys);
        addAndNormalize(keys, layer.outputNorm());
    }

    private void addAndNormalize(float[] more, BertLayer.Norm norm) {
        kernels.addAndNormalize(states, more, tokens, norm.weights(), norm.biases());
    }

    /** Returns the mean of the tokens' states, scaled to length 1. */
    @Override
    public float[] vector() {
        float[] sum = new float[WIDTH];
        for (int at = 0; at < tokens * WIDTH; at += WIDTH) {
            for (int i = 0; i < WIDTH; i++) {
                sum[i] += states[at + i];
            }
        }
        double squares = 0;
        for (float value : sum) {
            squares += (double) value * value;
        }
        float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < WIDTH; i++) {
            sum[i] *= scale;
        }
        return sum;
    }
}
