package dev.sprue.engine.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.engine.sampling.LogProbabilities;
import dev.sprue.engine.sampling.LogProbability;
import dev.sprue.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code logprobs} of a text completion's choice: four lists of equal length. Offsets count characters from the
 * beginning of the prompt, whether it is echoed or not.
 */
final class CompletionLogprobs {
    private final Tokenizer tokenizer;

    CompletionLogprobs(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * A token of the text.
     *
     * @param probability absent for the first of all, which nothing goes before
     * @param offset where it begins
     */
    record Entry(int token, Optional<LogProbabilities> probability, int offset) {}

    /** Returns the entry of a generated token, and moves the text on. */
    static Entry entry(LogProbabilities token, TokenText text) {
        Entry entry = new Entry(token.chosen().token(), Optional.of(token), text.offset());
        text.add(entry.token());
        return entry;
    }

    void write(JsonGenerator out, List<Entry> entries) throws IOException {
        out.writeObjectFieldStart("logprobs");
        out.writeArrayFieldStart("tokens");
        for (Entry entry : entries) {
            out.writeString(name(entry.token()));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("token_logprobs");
        for (Entry entry : entries) {
            if (entry.probability().isPresent()) {
                out.writeNumber(entry.probability().get().chosen().value());
            } else {
                out.writeNull();
            }
        }
        out.writeEndArray();
        out.writeArrayFieldStart("top_logprobs");
        for (Entry entry : entries) {
            if (entry.probability().isPresent()) {
                top(out, entry.probability().get());
            } else {
                out.writeNull();
            }
        }
        out.writeEndArray();
        out.writeArrayFieldStart("text_offset");
        for (Entry entry : entries) {
            out.writeNumber(entry.offset());
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** The likeliest, and the chosen one where it is not among them. */
    private void top(JsonGenerator out, LogProbabilities token) throws IOException {
        Map<String, Float> named = new LinkedHashMap<>();
        for (LogProbability candidate : token.top()) {
            named.putIfAbsent(name(candidate.token()), candidate.value());
        }
        named.putIfAbsent(name(token.chosen().token()), token.chosen().value());
        out.writeStartObject();
        for (Map.Entry<String, Float> entry : named.entrySet()) {
            out.writeNumberField(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
    }

    /** Returns a token's text; where its bytes are not whole characters, {@code bytes:\xe2\x82}, as OpenAI writes them. */
    private String name(int token) {
        byte[] bytes = tokenizer.bytes(token);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            StringBuilder name = new StringBuilder("bytes:");
            for (byte value : bytes) {
                name.append(String.format(Locale.ROOT, "\\x%02x", value));
            }
            return name.toString();
        }
    }
}
