package dev.sprue.engine.embedding;

import dev.sprue.engine.tensor.QuantizedMatrix;

/**
 * The weights of one encoder layer, in the order in which they are used.
 *
 * @param query from a token's vector to what its heads look for
 * @param key to what its heads can be found by
 * @param value to what its heads give when found
 * @param attentionOutput from the heads' findings back to the vector
 * @param attentionNorm after adding those
 * @param up to the wide inner vector
 * @param down and back
 * @param outputNorm after adding that
 */
record BertLayer(
        QuantizedMatrix query,
        QuantizedMatrix key,
        QuantizedMatrix value,
        QuantizedMatrix attentionOutput,
        Norm attentionNorm,
        QuantizedMatrix up,
        QuantizedMatrix down,
        Norm outputNorm) {

    /**
     * A layer normalisation.
     *
     * @param weights a factor for each column
     * @param biases a summand for each column
     */
    record Norm(float[] weights, float[] biases) {}
}
