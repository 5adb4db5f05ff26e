package dev.sprue.engine.tokenizer;

import dev.sprue.engine.gguf.GgufException;
import dev.sprue.engine.gguf.GgufMetadata;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/**
 * Turns text into token ids and back.
 *
 * <p>Text is always text here: the spelling of a control token in it ({@code <|im_end|>}) becomes ordinary bytes. Only
 * code that asks for a control token by {@link #control} gets one, so nobody can end a turn from inside a message.
 * Thread-safe.
 */
public final class Tokenizer {
    private static final int BYTES = 256;

    private final Vocabulary vocabulary;
    private final PreTokenizer preTokenizer;
    private final MergeTable merges;
    private final int[] byteTokens;
    private final int endToken;
    private final int longestBytes;

    private Tokenizer(
            Vocabulary vocabulary, PreTokenizer preTokenizer, MergeTable merges, int[] byteTokens, int endToken) {
        this.vocabulary = vocabulary;
        this.preTokenizer = preTokenizer;
        this.merges = merges;
        this.byteTokens = byteTokens;
        this.endToken = endToken;
        this.longestBytes = vocabulary.longestBytes();
    }

    /**
     * Builds the tokenizer that a GGUF file describes.
     *
     * @throws GgufException where the description is damaged or of a kind this engine does not know
     */
    public static Tokenizer load(GgufMetadata metadata) {
        String model = metadata.text("tokenizer.ggml.model");
        if (!model.equals("gpt2")) {
            throw new GgufException(
                    "tokenizer model \"" + model + "\" is not supported; supported is \"gpt2\" (byte-level BPE)",
                    GgufException.WHOLE_FILE);
        }
        ByteAlphabet alphabet = new ByteAlphabet();
        Vocabulary vocabulary = Vocabulary.load(metadata, alphabet);
        int[] byteTokens = new int[BYTES];
        for (int value = 0; value < BYTES; value++) {
            byteTokens[value] =
                    vocabulary.requireNormal(String.valueOf(alphabet.character(value)), "the byte alphabet");
        }
        return new Tokenizer(
                vocabulary,
                PreTokenizer.named(metadata.text("tokenizer.ggml.pre")),
                merges(metadata.texts("tokenizer.ggml.merges"), vocabulary),
                byteTokens,
                metadata.integer("tokenizer.ggml.eos_token_id", 0, vocabulary.size() - 1));
    }

    private static MergeTable merges(List<String> rules, Vocabulary vocabulary) {
        MergeTable table = new MergeTable(rules.size());
        for (int rank = 0; rank < rules.size(); rank++) {
            String rule = rules.get(rank);
            int gap = rule.indexOf(' ');
            if (gap < 1 || gap == rule.length() - 1 || rule.indexOf(' ', gap + 1) >= 0) {
                throw new GgufException(
                        "merge " + rank + " (\"" + rule + "\") is not two tokens with a space between",
                        GgufException.WHOLE_FILE);
            }
            String left = rule.substring(0, gap);
            String right = rule.substring(gap + 1);
            table.add(
                    vocabulary.requireNormal(left, "a merge"),
                    vocabulary.requireNormal(right, "a merge"),
                    rank,
                    vocabulary.requireNormal(left + right, "a merge"));
        }
        return table;
    }

    /** Returns the number of tokens. */
    public int size() {
        return vocabulary.size();
    }

    /** Returns the token with which the model ends its turn. */
    public int endToken() {
        return endToken;
    }

    /** Finds a control token by its spelling, or nothing where the vocabulary has no such control token. */
    public OptionalInt control(String spelling) {
        OptionalInt id = vocabulary.find(spelling);
        return id.isPresent() && vocabulary.isNormal(id.getAsInt()) ? OptionalInt.empty() : id;
    }

    /** Returns whether a token is a control token, which stands for no text. */
    public boolean isControl(int id) {
        return !vocabulary.isNormal(id);
    }

    /** Returns the bytes for which a token stands: for a control token those of its spelling. Do not change them. */
    public byte[] bytes(int id) {
        return vocabulary.bytes(id);
    }

    /**
     * Returns a number of tokens that a text certainly needs, without encoding it: far too long texts are found out at
     * once.
     */
    public int leastTokens(String text) {
        return (text.length() + longestBytes - 1) / longestBytes;
    }

    /** Returns the tokens of a text. Unpaired surrogates count as U+FFFD. */
    public int[] encode(String text) {
        IntList out = new IntList();
        encode(text, out);
        return out.toArray();
    }

    /** Appends the tokens of a text to {@code out}. */
    public void encode(String text, IntList out) {
        preTokenizer.cut(text, (start, end) -> piece(text.substring(start, end), out));
    }

    private void piece(String piece, IntList out) {
        byte[] bytes = utf8(piece);
        int[] symbols = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            symbols[i] = byteTokens[bytes[i] & 0xFF];
        }
        new Merger(merges, symbols).mergeInto(out);
    }

    private static byte[] utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutUnpairedSurrogates(text).getBytes(StandardCharsets.UTF_8);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String withoutUnpairedSurrogates(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
