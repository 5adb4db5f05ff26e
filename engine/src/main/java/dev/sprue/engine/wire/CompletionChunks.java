package dev.sprue.engine.wire;

import dev.sprue.engine.chat.FinishReason;
import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.Usage;
import dev.sprue.engine.sampling.LogProbabilities;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chunks of a streamed text completion. An echoed prompt is the first chunk of each choice. */
public final class CompletionChunks implements StreamedAnswer {
    private final Envelope envelope;
    private final Tokenizer tokenizer;
    private final CompletionRequest request;
    private final List<EncodedPrompt> prompts;
    private final CompletionFields fields;
    /** Those of the prompts' tokens, by the number of the prompt. */
    private final Map<Integer, List<LogProbabilities>> promptTokens = new HashMap<>();
    /** By choice, where the next token begins; of choices that have begun. */
    private final Map<Integer, TokenText> texts = new HashMap<>();

    /** Creates the writer for the answer to a request, whose candidates are its choices. */
    public CompletionChunks(
            Envelope envelope, Tokenizer tokenizer, CompletionRequest request, List<EncodedPrompt> prompts) {
        this.envelope = envelope;
        this.tokenizer = tokenizer;
        this.request = request;
        this.prompts = prompts;
        this.fields = new CompletionFields(tokenizer, request);
    }

    @Override
    public List<byte[]> chunks(GenerationEvent event) {
        int number = event.choice() / request.choices();
        if (event instanceof GenerationEvent.PromptRead read) {
            promptTokens.put(number, read.tokens());
            return List.of();
        }
        List<byte[]> chunks = new ArrayList<>(2);
        EncodedPrompt prompt = prompts.get(number);
        if (!texts.containsKey(event.choice())) {
            texts.put(event.choice(), CompletionFields.behind(prompt, tokenizer));
            if (request.echo() && !prompt.marked()) {
                List<LogProbabilities> tokens = promptTokens.getOrDefault(number, List.of());
                chunks.add(chunk(
                        event.choice(),
                        prompt.text(),
                        Optional.of(CompletionFields.echo(prompt, tokens, tokenizer)),
                        Optional.empty()));
            }
        }
        switch (event) {
            case GenerationEvent.Delta delta -> chunks.add(delta(delta));
            case GenerationEvent.Finished finished ->
                chunks.add(chunk(finished.choice(), "", Optional.empty(), Optional.of(finished.reason())));
            case GenerationEvent.PromptRead read -> throw new IllegalStateException("was returned for above");
            case GenerationEvent.CallStarted started -> throw new IllegalStateException("text completions do not call");
            case GenerationEvent.CallArguments arguments ->
                throw new IllegalStateException("text completions do not call");
        }
        return chunks;
    }

    @Override
    public List<byte[]> end(Usage usage) {
        return request.includeUsage()
                ? List.of(ChatFields.usageChunk(envelope, CompletionFields.OBJECT, usage, false))
                : List.of();
    }

    private byte[] delta(GenerationEvent.Delta delta) {
        TokenText text = texts.get(delta.choice());
        if (text == null) {
            throw new IllegalStateException("choice " + delta.choice() + " has not begun");
        }
        List<CompletionLogprobs.Entry> tokens = delta.tokens().stream()
                .map(token -> CompletionLogprobs.entry(token, text))
                .toList();
        return chunk(delta.choice(), delta.text(), Optional.of(tokens), Optional.empty());
    }

    private byte[] chunk(
            int choice, String text, Optional<List<CompletionLogprobs.Entry>> tokens, Optional<FinishReason> reason) {
        return Json.bytes(out -> {
            out.writeStartObject();
            envelope.writeTo(out, CompletionFields.OBJECT);
            out.writeArrayFieldStart("choices");
            fields.choice(out, choice, text, tokens, reason);
            out.writeEndArray();
            if (request.includeUsage()) {
                out.writeNullField("usage");
            }
            out.writeEndObject();
        });
    }
}
