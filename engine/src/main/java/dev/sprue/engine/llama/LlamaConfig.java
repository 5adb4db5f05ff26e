package dev.sprue.engine.llama;

import dev.sprue.engine.gguf.GgufException;
import dev.sprue.engine.gguf.GgufMetadata;

/**
 * The hyperparameters of a Llama model.
 *
 * @param contextLength the most positions a sequence can have
 * @param width the length of the residual stream's vectors
 * @param layers the number of blocks
 * @param feedForward the inner width of the feed-forward part
 * @param heads the number of query heads
 * @param kvHeads the number of key/value heads; divides {@code heads}
 * @param headWidth the length of a head's vectors
 * @param ropeWidth how many elements of a head are rotated; even
 * @param ropeBase the base of the rotation frequencies
 * @param epsilon what RMS normalisation adds under the root
 */
public record LlamaConfig(
        int contextLength,
        int width,
        int layers,
        int feedForward,
        int heads,
        int kvHeads,
        int headWidth,
        int ropeWidth,
        float ropeBase,
        float epsilon) {
    private static final int MAX_SIZE = 1 << 20;
    private static final int MAX_HEAD_WIDTH = 1024;

    /** Returns the length of a position's keys (or values) in one layer. */
    public int kvWidth() {
        return kvHeads * headWidth;
    }

    /**
     * Reads the hyperparameters from a file's metadata.
     *
     * @throws GgufException where one is missing or impossible, or the file is of another architecture
     */
    static LlamaConfig of(GgufMetadata metadata) {
        String architecture = metadata.text("general.architecture");
        require(
                architecture.equals("llama"),
                "architecture \"" + architecture + "\" is not supported; supported is \"llama\"");
        String scaling = metadata.optionalText("llama.rope.scaling.type").orElse("none");
        require(scaling.equals("none"), "rope scaling \"" + scaling + "\" is not supported");
        int width = metadata.integer("llama.embedding_length", 1, MAX_SIZE);
        int heads = metadata.integer("llama.attention.head_count", 1, MAX_SIZE);
        int kvHeads = metadata.integer("llama.attention.head_count_kv", heads, 1, MAX_SIZE);
        require(heads % kvHeads == 0, heads + " heads cannot share " + kvHeads + " key/value heads evenly");
        int headWidth = metadata.integer("llama.attention.key_length", Math.max(1, width / heads), 1, MAX_HEAD_WIDTH);
        int valueWidth = metadata.integer("llama.attention.value_length", headWidth, 1, MAX_HEAD_WIDTH);
        require(valueWidth == headWidth, "keys of " + headWidth + " and values of " + valueWidth + " elements differ");
        int ropeWidth = metadata.integer("llama.rope.dimension_count", headWidth, 2, headWidth);
        require(ropeWidth % 2 == 0, "the rotated part of a head has the odd length " + ropeWidth);
        double epsilon = metadata.real("llama.attention.layer_norm_rms_epsilon", 1e-5);
        require(epsilon >= 0 && epsilon < 1, "the normalisation epsilon is " + epsilon);
        double ropeBase = metadata.real("llama.rope.freq_base", 10_000);
        require(ropeBase > 0 && ropeBase < 1e12, "the rope frequency base is " + ropeBase);
        return new LlamaConfig(
                metadata.integer("llama.context_length", 1, MAX_SIZE),
                width,
                metadata.integer("llama.block_count", 1, MAX_SIZE),
                metadata.integer("llama.feed_forward_length", 1, MAX_SIZE),
                heads,
                kvHeads,
                headWidth,
                ropeWidth,
                (float) ropeBase,
                (float) epsilon);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new GgufException(fault, GgufException.WHOLE_FILE);
        }
    }
}
