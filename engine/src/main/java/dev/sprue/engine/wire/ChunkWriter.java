package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.Usage;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.io.IOException;

/** Writes the chunks of a streamed chat completion, one JSON document each. */
public final class ChunkWriter {
    private final Envelope envelope;
    private final Tokenizer tokenizer;
    private final boolean logProbabilities;
    private final boolean usage;

    /**
     * Creates a writer.
     *
     * @param logProbabilities whether the tokens' probabilities were asked for
     * @param usage whether a usage chunk will follow; then all chunks before it carry {@code "usage": null}
     */
    public ChunkWriter(Envelope envelope, Tokenizer tokenizer, boolean logProbabilities, boolean usage) {
        this.envelope = envelope;
        this.tokenizer = tokenizer;
        this.logProbabilities = logProbabilities;
        this.usage = usage;
    }

    /** Returns the first chunk of a choice: the role, and no text yet. */
    public byte[] role(int choice) {
        return chunk(choice, out -> {
            out.writeObjectFieldStart("delta");
            out.writeStringField("role", "assistant");
            out.writeStringField("content", "");
            out.writeNullField("refusal");
            out.writeEndObject();
            out.writeNullField("logprobs");
            out.writeNullField("finish_reason");
        });
    }

    /** Returns the chunk of an event. */
    public byte[] event(GenerationEvent event) {
        return switch (event) {
            case GenerationEvent.Delta delta -> chunk(delta.choice(), out -> delta(out, delta));
            case GenerationEvent.Finished finished ->
                chunk(finished.choice(), out -> {
                    out.writeObjectFieldStart("delta");
                    out.writeEndObject();
                    out.writeNullField("logprobs");
                    out.writeStringField("finish_reason", ChatFields.wireName(finished.reason()));
                });
        };
    }

    /** Returns the last chunk: the usage, and no choices. */
    public byte[] usage(Usage total) {
        return Json.bytes(out -> {
            out.writeStartObject();
            envelope.writeTo(out, "chat.completion.chunk");
            out.writeArrayFieldStart("choices");
            out.writeEndArray();
            ChatFields.usage(out, total);
            out.writeEndObject();
        });
    }

    private void delta(JsonGenerator out, GenerationEvent.Delta delta) throws IOException {
        out.writeObjectFieldStart("delta");
        out.writeStringField("content", delta.text());
        out.writeEndObject();
        if (logProbabilities) {
            ChatFields.logProbabilities(out, tokenizer, delta.tokens());
        } else {
            out.writeNullField("logprobs");
        }
        out.writeNullField("finish_reason");
    }

    private byte[] chunk(int choice, Json.Content content) {
        return Json.bytes(out -> {
            out.writeStartObject();
            envelope.writeTo(out, "chat.completion.chunk");
            out.writeArrayFieldStart("choices");
            out.writeStartObject();
            out.writeNumberField("index", choice);
            content.writeTo(out);
            out.writeEndObject();
            out.writeEndArray();
            if (usage) {
                out.writeNullField("usage");
            }
            out.writeEndObject();
        });
    }
}
