package dev.sprue.engine.llama;

import dev.sprue.engine.tensor.Matrix;

/** The weights of one block: attention with its norm, then the gated feed-forward part with its norm. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying weights would be waste
record LayerWeights(
        float[] attentionNorm,
        Matrix query,
        Matrix key,
        Matrix value,
        Matrix attentionOutput,
        float[] feedForwardNorm,
        Matrix gate,
        Matrix up,
        Matrix down) {}
