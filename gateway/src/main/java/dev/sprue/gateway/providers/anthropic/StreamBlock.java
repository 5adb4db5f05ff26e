package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.DuplicateKeyException;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.ToolArguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One content block of a stream, from its beginning to its end: what cannot be handed on before all of it has come. */
final class StreamBlock {

    /** What a block is. */
    enum Kind {
        /** Text of the answer. */
        TEXT,
        /** Thoughts. */
        THINKING,
        /** A call of a tool of the caller's. */
        CALL,
        /** A call of the tool whose input is the answer. */
        JSON,
        /** Anything else, which is kept to be given back. */
        OTHER
    }

    private static final int MAX_DEPTH = 64;
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    /** Its place in the message. */
    final int index;

    final Kind kind;

    /** The place of its call among those of the answer. */
    final int call;

    /** Characters of the answer's text before it. */
    final long start;

    /** Whether a piece of its input has been handed on. */
    boolean hasInput;

    private final byte[] begun;
    private final JsonWriter text = new JsonWriter(0);
    private final JsonWriter signature = new JsonWriter(0);
    private @Nullable StringBuilder input;
    private @Nullable List<JsonFields> citations;

    /** @param begun the block as it began, a copy */
    StreamBlock(int index, Kind kind, int call, long start, byte[] begun) {
        this.index = index;
        this.kind = kind;
        this.call = call;
        this.start = start;
        this.begun = begun;
    }

    /** A piece of thoughts: a JSON string. */
    void think(byte[] bytes, int from, int to) {
        text.verbatim(bytes, from + 1, to - 1);
    }

    /** A piece of the signature of thoughts: a JSON string. */
    void sign(byte[] bytes, int from, int to) {
        signature.verbatim(bytes, from + 1, to - 1);
    }

    /** A piece of the input of a call that is not the caller's to make: a JSON string that holds JSON text. */
    void input(byte[] bytes, int from, int to) {
        StringBuilder all = input == null ? new StringBuilder() : input;
        input = all.append(JsonText.unquote(bytes, from, to));
    }

    /** A citation: JSON text. */
    void cite(byte[] bytes, int from, int to) throws JsonSyntaxException {
        List<JsonFields> all = citations == null ? new ArrayList<>(1) : citations;
        byte[] copy = Arrays.copyOfRange(bytes, from, to);
        all.add(JsonFields.scanAnswer(copy, 0, copy.length, MAX_DEPTH));
        citations = all;
    }

    /** Its citations so far. */
    List<JsonFields> citations() {
        return citations == null ? List.of() : citations;
    }

    /** The input that it began with, JSON text: an empty object where the input comes in pieces, or is empty. */
    byte[] firstInput() throws JsonSyntaxException {
        JsonFields fields = fields();
        OptionalInt field = fields.find("input");
        return field.isPresent() ? fields.valueBytes(field.getAsInt()) : EMPTY_OBJECT;
    }

    /** Bytes that it holds. */
    int length() {
        return begun.length + text.length() + signature.length() + (input == null ? 0 : input.length());
    }

    /** The block as the API would have it in a whole message; empty where the message ended amid its input. */
    Optional<byte[]> whole() throws JsonSyntaxException {
        JsonSplicer edits = new JsonSplicer(fields());
        if (kind == Kind.THINKING) {
            edits.set("thinking", quoted(text)).set("signature", quoted(signature));
        } else if (input != null && !input.isEmpty()) {
            try {
                edits.set("input", ToolArguments.object(input.toString()));
            } catch (JsonSyntaxException | DuplicateKeyException half) {
                return Optional.empty();
            }
        }
        return Optional.of(edits.splice());
    }

    private JsonFields fields() throws JsonSyntaxException {
        return JsonFields.scanAnswer(begun, 0, begun.length, MAX_DEPTH);
    }

    private static byte[] quoted(JsonWriter inside) {
        byte[] bytes = inside.toBytes();
        byte[] quoted = new byte[bytes.length + 2];
        quoted[0] = '"';
        System.arraycopy(bytes, 0, quoted, 1, bytes.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }
}
