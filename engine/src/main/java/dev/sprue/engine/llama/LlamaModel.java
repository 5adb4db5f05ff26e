package dev.sprue.engine.llama;

import dev.sprue.engine.gguf.GgufFile;
import dev.sprue.engine.tensor.Matrix;
import dev.sprue.engine.tensor.TensorLoader;
import java.util.ArrayList;
import java.util.List;

/** A loaded Llama model: hyperparameters and weights. Immutable, shared by all sequences. */
public final class LlamaModel {
    private final LlamaConfig config;
    private final Matrix tokenEmbedding;
    private final List<LayerWeights> layers;
    private final float[] outputNorm;
    private final Matrix output;

    private LlamaModel(
            LlamaConfig config, Matrix tokenEmbedding, List<LayerWeights> layers, float[] outputNorm, Matrix output) {
        this.config = config;
        this.tokenEmbedding = tokenEmbedding;
        this.layers = layers;
        this.outputNorm = outputNorm;
        this.output = output;
    }

    /**
     * Loads the weights of a file.
     *
     * @param vocabularySize the number of tokens the tokenizer knows, which the embedding must match
     * @throws dev.sprue.engine.gguf.GgufException where the file is no Llama model or its shapes do not fit together
     */
    public static LlamaModel load(GgufFile file, int vocabularySize) {
        LlamaConfig config = LlamaConfig.of(file.metadata());
        TensorLoader tensors = new TensorLoader(file, "Llama");
        Matrix embedding = tensors.matrix("token_embd.weight", vocabularySize, config.width());
        List<LayerWeights> layers = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            layers.add(layer(tensors, config, "blk." + i + "."));
        }
        float[] outputNorm = tensors.vector("output_norm.weight", config.width());
        Matrix output = tensors.has("output.weight")
                ? tensors.matrix("output.weight", vocabularySize, config.width())
                : embedding;
        tensors.requireAllUsed();
        return new LlamaModel(config, embedding, List.copyOf(layers), outputNorm, output);
    }

    private static LayerWeights layer(TensorLoader tensors, LlamaConfig config, String prefix) {
        int width = config.width();
        int queryWidth = config.heads() * config.headWidth();
        return new LayerWeights(
                tensors.vector(prefix + "attn_norm.weight", width),
                tensors.matrix(prefix + "attn_q.weight", queryWidth, width),
                tensors.matrix(prefix + "attn_k.weight", config.kvWidth(), width),
                tensors.matrix(prefix + "attn_v.weight", config.kvWidth(), width),
                tensors.matrix(prefix + "attn_output.weight", width, queryWidth),
                tensors.vector(prefix + "ffn_norm.weight", width),
                tensors.matrix(prefix + "ffn_gate.weight", config.feedForward(), width),
                tensors.matrix(prefix + "ffn_up.weight", config.feedForward(), width),
                tensors.matrix(prefix + "ffn_down.weight", width, config.feedForward()));
    }

    /** Returns the hyperparameters. */
    public LlamaConfig config() {
        return config;
    }

    /** Returns the number of tokens, which is the number of logits. */
    public int vocabularySize() {
        return output.rows();
    }

    Matrix tokenEmbedding() {
        return tokenEmbedding;
    }

    List<LayerWeights> layers() {
        return layers;
    }

    float[] outputNorm() {
        return outputNorm;
    }

    Matrix output() {
        return output;
    }
}
