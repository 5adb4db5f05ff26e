package dev.sprue.engine.chat;

import dev.sprue.engine.gguf.GgufBuilder;
import dev.sprue.engine.tensor.ScalarKernels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tiny chat models with random weights, and a vocabulary of all bytes, some longer tokens and the control tokens. */
public final class RandomModel {
    private static final List<String> CONTROLS =
            List.of("<|im_start|>", "<|im_end|>", "<|endoftext|>", "<tool_call>", "</tool_call>", "<tool_response>");
    private static final int WIDTH = 8;
    private static final int FEED_FORWARD = 12;

    private final Random random;
    private final GgufBuilder file = new GgufBuilder();

    private RandomModel(long seed) {
        this.random = new Random(seed);
    }

    /** Makes a model with a context of so many tokens. */
    public static ChatModel create(long seed, int context) {
        return ChatModel.load(file(seed, context), new ScalarKernels());
    }

    /** Makes the file of a model with a context of so many tokens. */
    public static byte[] file(long seed, int context) {
        return new RandomModel(seed).build(context);
    }

    private byte[] build(int context) {
        List<String> tokens = new ArrayList<>(CONTROLS);
        List<Integer> types = new ArrayList<>();
        CONTROLS.forEach(control -> types.add(3));
        for (int value = 0; value < 256; value++) {
            tokens.add(alphabet(value));
            types.add(1);
        }
        List<String> merges = new ArrayList<>();
        for (String longer : List.of(
                "\":", "\",", "{\"", "\"}", "\"]", "},", "10", "true", "null", "ab", "abc", "é", "日", "\\u", "00", ".5",
                " \"")) {
            merge(longer.getBytes(StandardCharsets.UTF_8), tokens, types, merges);
        }
        file.text("tokenizer.ggml.model", "gpt2")
                .text("tokenizer.ggml.pre", "smollm")
                .texts("tokenizer.ggml.tokens", tokens)
                .i32s("tokenizer.ggml.token_type", types)
                .texts("tokenizer.ggml.merges", merges)
                .u32("tokenizer.ggml.eos_token_id", 1)
                .text(
                        "tokenizer.chat_template",
                        "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content']"
                                + " + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}"
                                + "{{'<|im_start|>assistant\n'}}{% endif %}")
                .text("general.architecture", "llama")
                .u32("llama.context_length", context)
                .u32("llama.embedding_length", WIDTH)
                .u32("llama.block_count", 1)
                .u32("llama.feed_forward_length", FEED_FORWARD)
                .u32("llama.attention.head_count", 2)
                .u32("llama.attention.head_count_kv", 1)
                .u32("llama.rope.dimension_count", WIDTH / 2);
        weights(tokens.size());
        return file.build();
    }

    /** Adds a token and the merges that make it, byte by byte. */
    private static void merge(byte[] bytes, List<String> tokens, List<Integer> types, List<String> merges) {
        String made = alphabet(bytes[0] & 0xFF);
        for (int i = 1; i < bytes.length; i++) {
            String next = alphabet(bytes[i] & 0xFF);
            if (!tokens.contains(made + next)) {
                merges.add(made + " " + next);
                tokens.add(made + next);
                types.add(1);
            }
            made += next;
        }
    }

    /** The printable stand-in of a byte in the vocabularies of byte-level encodings. */
    private static String alphabet(int value) {
        int shift = 0;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            if (b == value) {
                return String.valueOf((char) (printable ? b : 256 + shift));
            }
            shift += printable ? 0 : 1;
        }
        throw new IllegalArgumentException("no byte: " + value);
    }

    private void weights(int vocabulary) {
        matrix("token_embd.weight", vocabulary, WIDTH);
        vector("blk.0.attn_norm.weight");
        matrix("blk.0.attn_q.weight", WIDTH, WIDTH);
        matrix("blk.0.attn_k.weight", WIDTH / 2, WIDTH);
        matrix("blk.0.attn_v.weight", WIDTH / 2, WIDTH);
        matrix("blk.0.attn_output.weight", WIDTH, WIDTH);
        vector("blk.0.ffn_norm.weight");
        matrix("blk.0.ffn_gate.weight", FEED_FORWARD, WIDTH);
        matrix("blk.0.ffn_up.weight", FEED_FORWARD, WIDTH);
        matrix("blk.0.ffn_down.weight", WIDTH, FEED_FORWARD);
        vector("output_norm.weight");
        matrix("output.weight", vocabulary, WIDTH);
    }

    private void vector(String name) {
        file.tensor(name, floats(WIDTH), WIDTH);
    }

    private void matrix(String name, int rows, int columns) {
        file.tensor(name, floats(rows * columns), columns, rows);
    }

    private float[] floats(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
