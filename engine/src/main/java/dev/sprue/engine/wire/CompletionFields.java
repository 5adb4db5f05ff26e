package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.engine.chat.FinishReason;
import dev.sprue.engine.sampling.LogProbabilities;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what whole text completions and their chunks have in common. */
final class CompletionFields {
    static final String OBJECT = "text_completion";

    private final CompletionLogprobs logprobs;
    private final boolean logProbabilities;

    CompletionFields(Tokenizer tokenizer, CompletionRequest request) {
        this.logprobs = new CompletionLogprobs(tokenizer);
        this.logProbabilities = request.logProbabilities();
    }

    /**
     * Writes a choice, or a piece of one.
     *
     * @param tokens those of {@code text}; absent: nothing is said of them, whatever was asked for
     * @param reason why the choice has ended, if it has
     */
    void choice(
            JsonGenerator out,
            int index,
            String text,
            Optional<List<CompletionLogprobs.Entry>> tokens,
            Optional<FinishReason> reason)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("text", text);
        out.writeNumberField("index", index);
        if (logProbabilities && tokens.isPresent()) {
            logprobs.write(out, tokens.get());
        } else {
            out.writeNullField("logprobs");
        }
        if (reason.isPresent()) {
            out.writeStringField("finish_reason", ChatFields.wireName(reason.get(), false));
        } else {
            out.writeNullField("finish_reason");
        }
        out.writeEndObject();
    }

    /** Returns the entries of an echoed prompt. */
    static List<CompletionLogprobs.Entry> echo(
            EncodedPrompt prompt, List<LogProbabilities> probabilities, Tokenizer tokenizer) {
        List<CompletionLogprobs.Entry> entries = new ArrayList<>();
        if (!prompt.marked()) {
            TokenText text = new TokenText(tokenizer, 0);
            int first = prompt.tokens()[0];
            entries.add(new CompletionLogprobs.Entry(first, Optional.empty(), 0));
            text.add(first);
            probabilities.forEach(token -> entries.add(CompletionLogprobs.entry(token, text)));
        }
        return entries;
    }

    /** Begins the text of an answer, which stands behind its prompt whether that is echoed or not. */
    static TokenText behind(EncodedPrompt prompt, Tokenizer tokenizer) {
        return new TokenText(tokenizer, TokenText.characters(prompt.text()));
    }
}
