package dev.sprue.bench.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes a Llama model of 85 million random weights in Q8_0, the same each time: what it says is nonsense, how long it takes
 * is not. Tokenizer and prompt template are those of the chat model that comes with Sprue.
 */
final class RandomModel {
    private static final int LAYERS = 12;
    private static final int WIDTH = 768;
    private static final int FEED_FORWARD = 2048;
    private static final int HEADS = 12;
    private static final int CONTEXT = 2048;
    private static final int ALIGNMENT = 32;
    private static final int F32 = 0;
    private static final int Q8_0 = 8;
    private static final int BLOCK = 32;
    private static final int BLOCK_BYTES = 34;
    /** About 0.02 / 73, the scale of quants whose values have a standard deviation of 0.02. */
    private static final short SCALE = Float.floatToFloat16(0.000274f);

    private static final Map<String, Integer> SIZES = Map.of(
            "llama.block_count", LAYERS,
            "llama.embedding_length", WIDTH,
            "llama.feed_forward_length", FEED_FORWARD,
            "llama.attention.head_count", HEADS,
            "llama.attention.head_count_kv", HEADS,
            "llama.attention.key_length", WIDTH / HEADS,
            "llama.attention.value_length", WIDTH / HEADS,
            "llama.rope.dimension_count", WIDTH / HEADS,
            "llama.context_length", CONTEXT);

    private final SplittableRandom random = new SplittableRandom(85);
    private final List<Tensor> tensors = new ArrayList<>();

    private record Tensor(String name, int type, int columns, int rows) {
        long bytes() {
            long count = (long) columns * rows;
            return type == F32 ? 4 * count : count / BLOCK * BLOCK_BYTES;
        }
    }

    private RandomModel(int vocabulary) {
        tensors.add(new Tensor("token_embd.weight", Q8_0, WIDTH, vocabulary));
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "blk." + layer + ".";
            tensors.add(new Tensor(prefix + "attn_norm.weight", F32, WIDTH, 1));
            for (String name : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
                tensors.add(new Tensor(prefix + name + ".weight", Q8_0, WIDTH, WIDTH));
            }
            tensors.add(new Tensor(prefix + "ffn_norm.weight", F32, WIDTH, 1));
            tensors.add(new Tensor(prefix + "ffn_gate.weight", Q8_0, WIDTH, FEED_FORWARD));
            tensors.add(new Tensor(prefix + "ffn_up.weight", Q8_0, WIDTH, FEED_FORWARD));
            tensors.add(new Tensor(prefix + "ffn_down.weight", Q8_0, FEED_FORWARD, WIDTH));
        }
        tensors.add(new Tensor("output_norm.weight", F32, WIDTH, 1));
    }

    /**
     * Writes the model.
     *
     * @param shipped the GGUF file of the chat model that comes with Sprue
     * @return its number of weights
     */
    static long write(Path shipped, Path file) throws IOException {
        GgufPairs pairs = GgufPairs.read(Files.readAllBytes(shipped));
        return new RandomModel(pairs.arrayLength("tokenizer.ggml.tokens")).write(pairs.with(SIZES), file);
    }

    private long write(GgufPairs pairs, Path file) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        head.writeBytes(little(4).putInt(3).array());
        head.writeBytes(
                little(16).putLong(tensors.size()).putLong(pairs.count()).array());
        head.writeBytes(pairs.bytes());
        long offset = 0;
        long weights = 0;
        for (Tensor tensor : tensors) {
            byte[] name = tensor.name().getBytes(StandardCharsets.UTF_8);
            boolean vector = tensor.rows() == 1;
            head.writeBytes(little(8).putLong(name.length).array());
            head.writeBytes(name);
            head.writeBytes(little(4).putInt(vector ? 1 : 2).array());
            head.writeBytes(little(8).putLong(tensor.columns()).array());
            if (!vector) {
                head.writeBytes(little(8).putLong(tensor.rows()).array());
            }
            head.writeBytes(little(12).putInt(tensor.type()).putLong(offset).array());
            offset = aligned(offset + tensor.bytes());
            weights += (long) tensor.columns() * tensor.rows();
        }
        head.writeBytes(new byte[(int) (aligned(head.size()) - head.size())]);
        try (var out = Files.newOutputStream(file)) {
            head.writeTo(out);
            for (Tensor tensor : tensors) {
                byte[] data = data(tensor);
                out.write(data);
                out.write(new byte[(int) (aligned(data.length) - data.length)]);
            }
        }
        return weights;
    }

    private byte[] data(Tensor tensor) {
        ByteBuffer data = little((int) tensor.bytes());
        if (tensor.type() == F32) {
            while (data.hasRemaining()) {
                data.putFloat(1);
            }
            return data.array();
        }
        byte[] quants = new byte[BLOCK];
        while (data.hasRemaining()) {
            random.nextBytes(quants);
            data.putShort(SCALE).put(quants);
        }
        return data.array();
    }

    private static long aligned(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
