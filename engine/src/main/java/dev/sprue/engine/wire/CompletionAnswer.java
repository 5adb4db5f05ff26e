package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.engine.chat.FinishReason;
import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.Usage;
import dev.sprue.engine.sampling.LogProbabilities;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A whole text completion: the answers to each prompt in turn, of which the best were chosen where more were made. */
public final class CompletionAnswer implements WholeAnswer {
    private final Envelope envelope;
    private final Tokenizer tokenizer;
    private final CompletionRequest request;
    private final List<EncodedPrompt> prompts;
    private final CompletionFields fields;
    /** All that are made, prompt by prompt. */
    private final List<Candidate> candidates = new ArrayList<>();

    /** Starts the answer to a request, with its choices empty. */
    public CompletionAnswer(
            Envelope envelope, Tokenizer tokenizer, CompletionRequest request, List<EncodedPrompt> prompts) {
        this.envelope = envelope;
        this.tokenizer = tokenizer;
        this.request = request;
        this.prompts = prompts;
        this.fields = new CompletionFields(tokenizer, request);
        for (int i = 0; i < prompts.size() * request.candidates(); i++) {
            candidates.add(new Candidate());
        }
    }

    @Override
    public void add(GenerationEvent event) {
        Candidate candidate = candidates.get(event.choice());
        switch (event) {
            case GenerationEvent.PromptRead read -> candidate.prompt.addAll(read.tokens());
            case GenerationEvent.Delta delta -> {
                candidate.text.append(delta.text());
                candidate.tokens.addAll(delta.tokens());
            }
            case GenerationEvent.CallStarted started -> throw new IllegalStateException("text completions do not call");
            case GenerationEvent.CallArguments arguments ->
                throw new IllegalStateException("text completions do not call");
            case GenerationEvent.Finished finished -> candidate.reason = finished.reason();
        }
    }

    @Override
    public byte[] write(Usage usage) {
        return Json.bytes(out -> {
            out.writeStartObject();
            envelope.writeTo(out, CompletionFields.OBJECT);
            out.writeArrayFieldStart("choices");
            for (int prompt = 0; prompt < prompts.size(); prompt++) {
                choices(out, prompt);
            }
            out.writeEndArray();
            ChatFields.usage(out, usage, false);
            out.writeEndObject();
        });
    }

    private void choices(JsonGenerator out, int prompt) throws IOException {
        int from = prompt * request.candidates();
        List<Candidate> made = candidates.subList(from, from + request.candidates());
        int index = prompt * request.choices();
        for (Candidate candidate : best(made)) {
            choice(out, index, prompts.get(prompt), made.getFirst().prompt, candidate);
            index++;
        }
    }

    private List<Candidate> best(List<Candidate> made) {
        return made.size() == request.choices()
                ? made
                : made.stream()
                        .sorted(Comparator.comparingDouble(Candidate::meanLogProbability)
                                .reversed())
                        .limit(request.choices())
                        .toList();
    }

    private void choice(
            JsonGenerator out,
            int index,
            EncodedPrompt prompt,
            List<LogProbabilities> promptTokens,
            Candidate candidate)
            throws IOException {
        List<CompletionLogprobs.Entry> tokens = new ArrayList<>();
        if (request.echo()) {
            tokens.addAll(CompletionFields.echo(prompt, promptTokens, tokenizer));
        }
        TokenText text = CompletionFields.behind(prompt, tokenizer);
        candidate.tokens.forEach(token -> tokens.add(CompletionLogprobs.entry(token, text)));
        String whole = (request.echo() ? prompt.text() : "") + candidate.text;
        fields.choice(out, index, whole, Optional.of(tokens), Optional.of(candidate.reason));
    }

    private static final class Candidate {
        /** Those of the prompt's tokens, in the first of its candidates. */
        private final List<LogProbabilities> prompt = new ArrayList<>();

        private final StringBuilder text = new StringBuilder();
        private final List<LogProbabilities> tokens = new ArrayList<>();
        private FinishReason reason = FinishReason.STOP;

        /** Ranks an answer without tokens behind all others. */
        double meanLogProbability() {
            return tokens.stream()
                    .mapToDouble(token -> token.chosen().value())
                    .average()
                    .orElse(Double.NEGATIVE_INFINITY);
        }
    }
}
