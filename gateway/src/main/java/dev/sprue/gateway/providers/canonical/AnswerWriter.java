package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a canonical whole answer: for each choice its pieces in any order, then {@link #finish}; at the end
 * {@link #answer}. Texts are taken as JSON strings, quotes included, out of the provider's bytes and are copied without being
 * decoded; several pieces of one kind become one text.
 */
public final class AnswerWriter {

    private static final int MAX_DEPTH = 64;
    private static final byte[] NONE = new byte[0];

    private final JsonWriter out = new JsonWriter();
    private final List<byte[]> fields = new ArrayList<>(0);
    private final JsonWriter calls = new JsonWriter(0);
    private final JsonWriter content = new JsonWriter(0);
    private final JsonWriter reasoning = new JsonWriter(0);
    private final JsonWriter refusal = new JsonWriter(0);
    private byte[] logprobs = NONE;
    private boolean hasContent;
    private boolean hasRefusal;
    private boolean reasons;
    private int toolCalls;

    /**
     * @param id the answer's id
     * @param created seconds since 1970
     * @param model what its server calls the model
     */
    public AnswerWriter(String id, long created, String model) {
        out.beginObject()
                .name("id")
                .string(id)
                .name("object")
                .string("chat.completion")
                .name("created")
                .number(created)
                .name("model")
                .string(model)
                .name("choices")
                .beginArray();
    }

    /** A piece of the text: the JSON string {@code [from, to)} of {@code bytes}. */
    public AnswerWriter content(byte[] bytes, int from, int to) {
        hasContent = true;
        content.verbatim(bytes, from + 1, to - 1);
        return this;
    }

    /** A piece of the reasoning, likewise. */
    public AnswerWriter reasoning(byte[] bytes, int from, int to) {
        reasons = true;
        reasoning.verbatim(bytes, from + 1, to - 1);
        return this;
    }

    /** A piece of a refusal, likewise. */
    public AnswerWriter refusal(byte[] bytes, int from, int to) {
        hasRefusal = true;
        refusal.verbatim(bytes, from + 1, to - 1);
        return this;
    }

    /**
     * A call of a tool.
     *
     * @param id a JSON string
     * @param name a JSON string
     * @param arguments a JSON string that holds JSON text
     */
    public AnswerWriter toolCall(byte[] id, byte[] name, byte[] arguments) {
        if (toolCalls++ == 0) {
            calls.beginArray();
        }
        calls.beginObject()
                .name("id")
                .raw(id)
                .name("type")
                .string("function")
                .name("function")
                .beginObject()
                .name("name")
                .raw(name)
                .name("arguments")
                .raw(arguments)
                .endObject()
                .endObject();
        return this;
    }

    /** The same where the arguments are JSON text themselves, {@code [from, to)} of {@code bytes}. */
    public AnswerWriter toolCallOf(byte[] id, byte[] name, byte[] bytes, int from, int to) {
        return toolCall(
                id, name, new JsonWriter(to - from + 16).quoted(bytes, from, to).toBytes());
    }

    /** How many calls of tools the choice at hand has. */
    public int toolCalls() {
        return toolCalls;
    }

    /** Any other field of the message: JSON text. */
    public AnswerWriter field(String name, byte[] json) {
        fields.add(JsonText.quote(name));
        fields.add(json);
        return this;
    }

    /** How probable the tokens of the choice at hand were: its {@code logprobs}, a JSON object. */
    public AnswerWriter logprobs(byte[] json) {
        logprobs = json;
        return this;
    }

    /** Ends the choice at hand. */
    public AnswerWriter finish(int index, FinishReason reason) {
        out.beginObject()
                .name("index")
                .number(index)
                .name("message")
                .beginObject()
                .name("role")
                .string("assistant")
                .name("content");
        text(content, hasContent);
        if (reasoning.length() > 0) {
            out.name("reasoning_content");
            text(reasoning, true);
        }
        // OpenAI's schema wants this field, and logprobs, of every answer, and some clients insist on it.
        out.name("refusal");
        text(refusal, hasRefusal);
        if (toolCalls > 0) {
            out.name("tool_calls").raw(calls.endArray().toBytes());
        }
        for (int i = 0; i < fields.size(); i += 2) {
            out.name(JsonText.unquote(fields.get(i), 0, fields.get(i).length)).raw(fields.get(i + 1));
        }
        out.endObject().name("logprobs");
        if (logprobs.length > 0) {
            out.raw(logprobs);
        } else {
            out.nothing();
        }
        out.name("finish_reason").string(reason.name()).endObject();
        clear();
        return this;
    }

    private void text(JsonWriter inside, boolean present) {
        if (!present) {
            out.nothing();
            return;
        }
        byte[] bytes = inside.toBytes();
        byte[] quoted = new byte[bytes.length + 2];
        quoted[0] = '"';
        System.arraycopy(bytes, 0, quoted, 1, bytes.length);
        quoted[bytes.length + 1] = '"';
        out.raw(quoted);
    }

    private void clear() {
        fields.clear();
        calls.clear();
        content.clear();
        reasoning.clear();
        refusal.clear();
        hasContent = false;
        hasRefusal = false;
        toolCalls = 0;
        logprobs = NONE;
    }

    /** The answer, all of whose choices are finished. */
    public WholeAnswer answer(CanonicalUsage usage) {
        out.endArray().name("usage");
        usage.write(out);
        out.endObject();
        byte[] bytes = out.toBytes();
        try {
            JsonFields scanned = JsonFields.scanAnswer(bytes, 0, bytes.length, MAX_DEPTH);
            WholeAnswer answer = new WholeAnswer(bytes, 0, bytes.length, scanned, usage.metered());
            return reasons ? answer.withReasoning() : answer;
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("an answer that was written here cannot be read", impossible);
        }
    }
}
