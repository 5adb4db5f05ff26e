package dev.sprue.engine.llama;

import dev.sprue.engine.gguf.GgufBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A tiny Llama with random weights, whose shape stresses what the shipped model does not have. */
final class SmallLlama {
    static final int VOCABULARY = 40;
    static final int WIDTH = 24;
    static final int LAYERS = 2;
    static final int HEADS = 6;
    static final int KV_HEADS = 2;
    static final int HEAD_WIDTH = 6;
    static final int ROPE_WIDTH = 4;
    static final int CONTEXT = 80;

    final Map<String, float[]> weights = new LinkedHashMap<>();
    final GgufBuilder file = new GgufBuilder();
    private final Random random = new Random(7);
    private final boolean halves;

    /** Builds the model; with {@code halves} its matrices are F16, and its output is not tied to the embedding. */
    SmallLlama(boolean halves) {
        this.halves = halves;
        file.text("general.architecture", "llama")
                .u32("llama.context_length", CONTEXT)
                .u32("llama.embedding_length", WIDTH)
                .u32("llama.block_count", LAYERS)
                .u32("llama.feed_forward_length", 37)
                .u32("llama.attention.head_count", HEADS)
                .u32("llama.attention.head_count_kv", KV_HEADS)
                .u32("llama.attention.key_length", HEAD_WIDTH)
                .u32("llama.rope.dimension_count", ROPE_WIDTH);
        matrix("token_embd.weight", VOCABULARY, WIDTH);
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "blk." + layer + ".";
            vector(prefix + "attn_norm.weight");
            matrix(prefix + "attn_q.weight", HEADS * HEAD_WIDTH, WIDTH);
            matrix(prefix + "attn_k.weight", KV_HEADS * HEAD_WIDTH, WIDTH);
            matrix(prefix + "attn_v.weight", KV_HEADS * HEAD_WIDTH, WIDTH);
            matrix(prefix + "attn_output.weight", WIDTH, HEADS * HEAD_WIDTH);
            vector(prefix + "ffn_norm.weight");
            matrix(prefix + "ffn_gate.weight", 37, WIDTH);
            matrix(prefix + "ffn_up.weight", 37, WIDTH);
            matrix(prefix + "ffn_down.weight", WIDTH, 37);
        }
        vector("output_norm.weight");
        if (halves) {
            matrix("output.weight", VOCABULARY, WIDTH);
        }
    }

    NaiveLlama naive() {
        return new NaiveLlama(weights, WIDTH, LAYERS, HEADS, KV_HEADS, HEAD_WIDTH, ROPE_WIDTH);
    }

    private void vector(String name) {
        float[] values = floats(WIDTH, 1);
        weights.put(name, values);
        file.tensor(name, values, WIDTH);
    }

    private void matrix(String name, int rows, int columns) {
        float[] values = floats(rows * columns, 0.3f);
        weights.put(name, values);
        if (!halves) {
            file.tensor(name, values, columns, rows);
            return;
        }
        ByteBuffer data = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            short half = Float.floatToFloat16(values[i]);
            data.putShort(half);
            values[i] = Float.float16ToFloat(half);
        }
        file.tensor(name, 1, data.array(), columns, rows);
    }

    private float[] floats(int length, float scale) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian() * scale;
        }
        return values;
    }
}
