package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.engine.chat.FinishReason;
import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.Usage;
import dev.sprue.engine.sampling.LogProbabilities;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects a generation's events into a whole chat completion and writes it. */
public final class ChatAnswer implements WholeAnswer {
    private final Envelope envelope;
    private final Tokenizer tokenizer;
    private final boolean logProbabilities;
    private final boolean legacyFunctions;
    private final boolean predicted;
    private final List<Choice> choices = new ArrayList<>();

    /** Starts the answer to a request, with its choices empty. */
    public ChatAnswer(Envelope envelope, Tokenizer tokenizer, ChatRequest request) {
        this.envelope = envelope;
        this.tokenizer = tokenizer;
        this.logProbabilities = request.parameters().logProbabilities();
        this.legacyFunctions = request.legacyFunctions();
        this.predicted = request.predicted();
        for (int i = 0; i < request.parameters().choices(); i++) {
            this.choices.add(new Choice());
        }
    }

    @Override
    public void add(GenerationEvent event) {
        Choice choice = choices.get(event.choice());
        switch (event) {
            case GenerationEvent.PromptRead read -> throw new IllegalStateException("nobody asked for it");
            case GenerationEvent.Delta delta -> {
                choice.text.append(delta.text());
                choice.tokens.addAll(delta.tokens());
            }
            case GenerationEvent.CallStarted started -> choice.calls.add(new Call(started.name()));
            case GenerationEvent.CallArguments arguments ->
                choice.calls.get(arguments.call()).arguments.append(arguments.text());
            case GenerationEvent.Finished finished -> choice.reason = finished.reason();
        }
    }

    @Override
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
                content(out, choice);
                out.writeNullField("refusal");
                calls(out, choice.calls);
                out.writeEndObject();
                if (logProbabilities && (choice.calls.isEmpty() || !choice.tokens.isEmpty())) {
                    ChatFields.logProbabilities(out, tokenizer, choice.tokens);
                } else {
                    out.writeNullField("logprobs");
                }
                out.writeStringField("finish_reason", ChatFields.wireName(choice.reason, legacyFunctions));
                out.writeEndObject();
            }
            out.writeEndArray();
            ChatFields.usage(out, usage, predicted);
            out.writeEndObject();
        });
    }

    private static void content(JsonGenerator out, Choice choice) throws IOException {
        if (choice.text.isEmpty() && !choice.calls.isEmpty()) {
            out.writeNullField("content");
        } else {
            out.writeStringField("content", choice.text.toString());
        }
    }

    private void calls(JsonGenerator out, List<Call> calls) throws IOException {
        if (calls.isEmpty()) {
            return;
        }
        if (legacyFunctions) {
            function(out, "function_call", calls.getFirst());
            return;
        }
        out.writeArrayFieldStart("tool_calls");
        for (Call call : calls) {
            out.writeStartObject();
            out.writeStringField("id", Envelope.callId());
            out.writeStringField("type", "function");
            function(out, "function", call);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void function(JsonGenerator out, String field, Call call) throws IOException {
        out.writeObjectFieldStart(field);
        out.writeStringField("name", call.name);
        out.writeStringField("arguments", call.arguments.toString());
        out.writeEndObject();
    }

    private static final class Call {
        private final String name;
        private final StringBuilder arguments = new StringBuilder();

        Call(String name) {
            this.name = name;
        }
    }

    private static final class Choice {
        private final List<Call> calls = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final List<LogProbabilities> tokens = new ArrayList<>();
        private FinishReason reason = FinishReason.STOP;
    }
}
