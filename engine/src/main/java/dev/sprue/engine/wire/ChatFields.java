package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.engine.chat.FinishReason;
import dev.sprue.engine.chat.Usage;
import dev.sprue.engine.sampling.LogProbabilities;
import dev.sprue.engine.sampling.LogProbability;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the parts that whole answers and stream chunks have in common. */
final class ChatFields {

    private ChatFields() {}

    static String wireName(FinishReason reason, boolean legacyFunctions) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> legacyFunctions ? "function_call" : "tool_calls";
        };
    }

    /**
     * Writes the usage.
     *
     * @param predicted whether to say that nothing of a prediction was used
     */
    static void usage(JsonGenerator out, Usage usage, boolean predicted) throws IOException {
        out.writeObjectFieldStart("usage");
        out.writeNumberField("prompt_tokens", usage.promptTokens());
        out.writeNumberField("completion_tokens", usage.completionTokens());
        out.writeNumberField("total_tokens", usage.totalTokens());
        if (predicted) {
            out.writeObjectFieldStart("completion_tokens_details");
            out.writeNumberField("accepted_prediction_tokens", 0);
            out.writeNumberField("rejected_prediction_tokens", 0);
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    /** Returns the last chunk of a stream: the usage, and no choices. */
    static byte[] usageChunk(Envelope envelope, String object, Usage usage, boolean predicted) {
        return Json.bytes(out -> {
            out.writeStartObject();
            envelope.writeTo(out, object);
            out.writeArrayFieldStart("choices");
            out.writeEndArray();
            usage(out, usage, predicted);
            out.writeEndObject();
        });
    }

    static void logProbabilities(JsonGenerator out, Tokenizer tokenizer, List<LogProbabilities> tokens)
            throws IOException {
        out.writeObjectFieldStart("logprobs");
        out.writeArrayFieldStart("content");
        for (LogProbabilities token : tokens) {
            out.writeStartObject();
            entry(out, tokenizer, token.chosen());
            out.writeArrayFieldStart("top_logprobs");
            for (LogProbability candidate : token.top()) {
                out.writeStartObject();
                entry(out, tokenizer, candidate);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNullField("refusal");
        out.writeEndObject();
    }

    private static void entry(JsonGenerator out, Tokenizer tokenizer, LogProbability entry) throws IOException {
        byte[] bytes = tokenizer.bytes(entry.token());
        out.writeStringField("token", new String(bytes, StandardCharsets.UTF_8));
        out.writeNumberField("logprob", entry.value());
        if (tokenizer.isControl(entry.token())) {
            out.writeNullField("bytes");
            return;
        }
        out.writeArrayFieldStart("bytes");
        for (byte value : bytes) {
            out.writeNumber(Byte.toUnsignedInt(value));
        }
        out.writeEndArray();
    }
}
