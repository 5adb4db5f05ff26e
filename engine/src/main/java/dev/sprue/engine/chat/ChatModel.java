package dev.sprue.engine.chat;

import dev.sprue.engine.gguf.GgufFile;
import dev.sprue.engine.gguf.GgufReader;
import dev.sprue.engine.llama.ForwardPass;
import dev.sprue.engine.llama.KvPool;
import dev.sprue.engine.llama.LlamaModel;
import dev.sprue.engine.sampling.TokenConstraint;
import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.Team;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** A chat model that is ready to answer: weights, tokenizer and prompt template. Immutable and thread-safe. */
public final class ChatModel {
    private static final String END_OF_TEXT = "<|endoftext|>";

    private final LlamaModel llama;
    private final Tokenizer tokenizer;
    private final ChatMlTemplate template;
    private final Kernels kernels;
    private final String fingerprint;
    private final int endOfText;
    private final FormTokens formTokens;

    private ChatModel(
            LlamaModel llama, Tokenizer tokenizer, ChatMlTemplate template, Kernels kernels, String fingerprint) {
        this.llama = llama;
        this.tokenizer = tokenizer;
        this.template = template;
        this.kernels = kernels;
        this.fingerprint = fingerprint;
        this.endOfText = tokenizer.control(END_OF_TEXT).orElse(tokenizer.endToken());
        BitSet ends = new BitSet();
        ends.set(endOfText);
        ends.set(tokenizer.endToken());
        this.formTokens = new FormTokens(tokenizer, ends);
    }

    /**
     * Loads a model from the bytes of a GGUF file.
     *
     * @throws dev.sprue.engine.gguf.GgufException where the file is damaged or of a kind this engine does not know
     */
    public static ChatModel load(byte[] bytes, Kernels kernels) {
        GgufFile file = GgufReader.read(bytes);
        Tokenizer tokenizer = Tokenizer.load(file.metadata());
        return new ChatModel(
                LlamaModel.load(file, tokenizer.size()),
                tokenizer,
                ChatMlTemplate.load(file.metadata(), tokenizer),
                kernels,
                fingerprint(bytes, kernels));
    }

    private static String fingerprint(byte[] bytes, Kernels kernels) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return "fp_" + HexFormat.of().toHexDigits((int) checksum.getValue()) + "_" + kernels.name();
    }

    /** Returns a name for these weights computed in this way: equal names, equal seeds, equal answers. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Returns the most tokens that prompt and answer can have together. */
    public int contextLength() {
        return llama.config().contextLength();
    }

    /** Returns the tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Returns whether the vocabulary has the control tokens of tool calls. */
    public boolean canCallTools() {
        return formTokens.canCall();
    }

    /** Returns a number of tokens that a conversation certainly takes, without encoding it. */
    public long leastTokens(List<ChatMessage> messages, List<String> tools) {
        return messages.stream()
                        .mapToLong(message -> tokenizer.leastTokens(message.content()))
                        .sum()
                + tools.stream().mapToLong(tokenizer::leastTokens).sum();
    }

    /** Returns the token that stands between two documents, after which a new one begins. */
    public int endOfText() {
        return endOfText;
    }

    /** Returns the tokens of a conversation without tools, up to where the answer begins. */
    public int[] prompt(List<ChatMessage> messages) {
        return prompt(messages, List.of());
    }

    /**
     * Returns the tokens of a conversation, up to where the answer begins.
     *
     * @param tools one line of JSON for each tool that the model is told of
     */
    public int[] prompt(List<ChatMessage> messages, List<String> tools) {
        return template.render(messages, tools);
    }

    /**
     * Prepares an answer that nobody else's work is beside; nothing is computed yet. See {@link Batcher} for answers to
     * many at once.
     *
     * @param prompt at least one and fewer than {@link #contextLength()} tokens
     * @throws IllegalArgumentException also where the form has tools and the vocabulary {@linkplain #canCallTools cannot call}
     */
    public Generation generate(int[] prompt, GenerationParameters parameters) {
        return generate(List.of(prompt), parameters, KvPool.unbounded(llama.config()));
    }

    Generation generate(List<int[]> prompts, GenerationParameters parameters, KvPool pool) {
        for (int[] prompt : prompts) {
            if (prompt.length == 0 || prompt.length >= pool.maxPositions()) {
                throw new IllegalArgumentException(
                        "a prompt of " + prompt.length + " tokens in a context of " + pool.maxPositions());
            }
        }
        if (parameters.form().tools().isPresent() && !canCallTools()) {
            throw new IllegalArgumentException("this vocabulary has no control tokens for tool calls");
        }
        return new Generation(this, prompts, parameters, pool);
    }

    boolean endsTurn(int token) {
        return token == tokenizer.endToken() || token == endOfText;
    }

    Answer newAnswer(AnswerNumber number, GenerationParameters parameters) {
        AnswerForm form = parameters.form();
        TokenConstraint constraint =
                form.equals(AnswerForm.FREE) ? TokenConstraint.NONE : new FormConstraint(form, formTokens, tokenizer);
        return new Answer(number, tokenizer, parameters, constraint, formTokens);
    }

    ForwardPass newPass() {
        return newPass(new Compute(kernels, new Team(1)));
    }

    ForwardPass newPass(Compute compute) {
        return new ForwardPass(llama, compute);
    }

    KvPool newPool(long maxBytes) {
        return KvPool.bounded(llama.config(), maxBytes);
    }
}
