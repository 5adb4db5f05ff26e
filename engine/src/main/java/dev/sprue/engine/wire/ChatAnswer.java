package dev.sprue.engine.wire;

import dev.sprue.engine.chat.FinishReason;
import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.Usage;
import dev.sprue.engine.sampling.LogProbabilities;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** Collects a generation's events into a whole chat completion and writes it. */
public final class ChatAnswer {
    private final Envelope envelope;
    private final Tokenizer tokenizer;
    private final boolean logProbabilities;
    private final List<Choice> choices = new ArrayList<>();

    /** Starts an answer with {@code choices} empty choices. */
    public ChatAnswer(Envelope envelope, Tokenizer tokenizer, int choices, boolean logProbabilities) {
        this.envelope = envelope;
        this.tokenizer = tokenizer;
        this.logProbabilities = logProbabilities;
        for (int i = 0; i < choices; i++) {
            this.choices.add(new Choice());
        }
    }

    /** Takes the next event. */
    public void add(GenerationEvent event) {
        Choice choice = choices.get(event.choice());
        switch (event) {
            case GenerationEvent.Delta delta -> {
                choice.text.append(delta.text());
                choice.tokens.addAll(delta.tokens());
            }
            case GenerationEvent.Finished finished -> choice.reason = finished.reason();
        }
    }

    /** Returns the JSON body. */
    public byte[] write(Usage usage) {
        return Json.bytes(out -> {
            out.writeStartObject();
            envelope.writeTo(out, "chat.completion");
            out.writeArrayFieldStart("choices");
            for (int index = 0; index < choices.size(); index++) {
                Choice choice = choices.get(index);
                out.writeStartObject();
                out.writeNumberField("index", index);
                out.writeObjectFieldStart("message");
                out.writeStringField("role", "assistant");
                out.writeStringField("content", choice.text.toString());
                out.writeNullField("refusal");
                out.writeEndObject();
                if (logProbabilities) {
                    ChatFields.logProbabilities(out, tokenizer, choice.tokens);
                } else {
                    out.writeNullField("logprobs");
                }
                out.writeStringField("finish_reason", ChatFields.wireName(choice.reason));
                out.writeEndObject();
            }
            out.writeEndArray();
            ChatFields.usage(out, usage);
            out.writeEndObject();
        });
    }

    private static final class Choice {
        private final StringBuilder text = new StringBuilder();
        private final List<LogProbabilities> tokens = new ArrayList<>();
        private FinishReason reason = FinishReason.STOP;
    }
}
