package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.Usage;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Writes the chunks of a streamed chat completion, one JSON document each. */
public final class ChunkWriter implements StreamedAnswer {
    private static final String OBJECT = "chat.completion.chunk";

    private final Envelope envelope;
    private final Tokenizer tokenizer;
    private final boolean logProbabilities;
    private final boolean legacyFunctions;
    /** Whether a usage chunk will follow; then all chunks before it carry {@code "usage": null}. */
    private final boolean usage;

    private final boolean predicted;
    /** The choices whose first chunk has gone. */
    private final BitSet begun = new BitSet();

    /** Creates the writer for the answer to a request. */
    public ChunkWriter(Envelope envelope, Tokenizer tokenizer, ChatRequest request) {
        this.envelope = envelope;
        this.tokenizer = tokenizer;
        this.logProbabilities = request.parameters().logProbabilities();
        this.legacyFunctions = request.legacyFunctions();
        this.usage = request.includeUsage();
        this.predicted = request.predicted();
    }

    @Override
    public List<byte[]> chunks(GenerationEvent event) {
        if (begun.get(event.choice())) {
            return List.of(event(event));
        }
        begun.set(event.choice());
        return List.of(role(event), event(event));
    }

    @Override
    public List<byte[]> end(Usage total) {
        return usage ? List.of(ChatFields.usageChunk(envelope, OBJECT, total, predicted)) : List.of();
    }

    /** Returns the first chunk of a choice, which goes before its first event: the role, and no text yet. */
    private byte[] role(GenerationEvent first) {
        return chunk(first.choice(), out -> {
            out.writeObjectFieldStart("delta");
            out.writeStringField("role", "assistant");
            if (first instanceof GenerationEvent.CallStarted) {
                out.writeNullField("content");
            } else {
                out.writeStringField("content", "");
            }
            out.writeNullField("refusal");
            out.writeEndObject();
            out.writeNullField("logprobs");
            out.writeNullField("finish_reason");
        });
    }

    private byte[] event(GenerationEvent event) {
        return switch (event) {
            case GenerationEvent.PromptRead read -> throw new IllegalStateException("nobody asked for it");
            case GenerationEvent.Delta delta -> chunk(delta.choice(), out -> delta(out, delta));
            case GenerationEvent.CallStarted started ->
                chunk(started.choice(), out -> call(out, started.call(), Optional.of(started.name()), ""));
            case GenerationEvent.CallArguments arguments ->
                chunk(arguments.choice(), out -> call(out, arguments.call(), Optional.empty(), arguments.text()));
            case GenerationEvent.Finished finished ->
                chunk(finished.choice(), out -> {
                    out.writeObjectFieldStart("delta");
                    out.writeEndObject();
                    out.writeNullField("logprobs");
                    out.writeStringField("finish_reason", ChatFields.wireName(finished.reason(), legacyFunctions));
                });
        };
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

    /** The first piece of a call carries everything but arguments, the others nothing else. */
    private void call(JsonGenerator out, int index, Optional<String> name, String arguments) throws IOException {
        out.writeObjectFieldStart("delta");
        if (legacyFunctions) {
            function(out, "function_call", name, arguments);
        } else {
            out.writeArrayFieldStart("tool_calls");
            out.writeStartObject();
            out.writeNumberField("index", index);
            if (name.isPresent()) {
                out.writeStringField("id", Envelope.callId());
                out.writeStringField("type", "function");
            }
            function(out, "function", name, arguments);
            out.writeEndObject();
            out.writeEndArray();
        }
        out.writeEndObject();
        out.writeNullField("logprobs");
        out.writeNullField("finish_reason");
    }

    private static void function(JsonGenerator out, String field, Optional<String> name, String arguments)
            throws IOException {
        out.writeObjectFieldStart(field);
        if (name.isPresent()) {
            out.writeStringField("name", name.get());
        }
        out.writeStringField("arguments", arguments);
        out.writeEndObject();
    }

    private byte[] chunk(int choice, Json.Content content) {
        return Json.bytes(out -> {
            out.writeStartObject();
            envelope.writeTo(out, OBJECT);
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
