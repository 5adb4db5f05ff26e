package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A content block of a stream that has begun: what of it has to be kept until it ends. */
final class StreamBlock {

    /** What a block is, as far as that is known. */
    enum Kind {
        /** Text, or not known yet. */
        TEXT,
        /** A call that the caller has to make. */
        CALL,
        /** A call of a tool of the provider's own. */
        PROVIDERS_CALL,
        /** The result of such a call. */
        PROVIDERS_RESULT,
        /** A picture. */
        IMAGE
    }

    private static final byte[] NOTHING = {'"', '"'};
    private static final int MAX_DEPTH = 64;

    /** Its number. */
    final int index;

    final Kind kind;

    /** What its start said, as JSON; of a picture, its format. */
    private final byte @Nullable [] start;

    /** The place of a caller's call among those of the answer. */
    final int call;

    /** How many characters stood before it. */
    final int charactersBefore;

    /** Whether a piece of a call's input has come. */
    boolean hasInput;

    /** Bytes that are kept of it. */
    private long keptBytes;

    /** The inside of a string, in pieces: a thought, or the input of a provider's call. */
    private @Nullable JsonWriter pieces;

    /** The inside of a string, in pieces likewise: what proves that a thought is the model's. */
    private @Nullable JsonWriter signature;

    /** Texts in base64, one after the other: an encrypted thought, or a picture. */
    private final List<byte[]> blobs = new ArrayList<>(0);

    /** Items of a result. */
    private final List<byte[]> items = new ArrayList<>(0);

    StreamBlock(int index, Kind kind, byte @Nullable [] start, int call, int charactersBefore) {
        this.index = index;
        this.kind = kind;
        this.start = start;
        this.call = call;
        this.charactersBefore = charactersBefore;
    }

    /** Keeps the inside of a string. */
    void keep(JsonRange text) {
        pieces = joined(pieces, text);
    }

    /** Keeps a piece of a signature likewise. */
    void sign(JsonRange text) {
        signature = joined(signature, text);
    }

    private JsonWriter joined(@Nullable JsonWriter before, JsonRange text) {
        keptBytes += text.to() - text.from();
        JsonWriter kept = before == null ? new JsonWriter(256) : before;
        return kept.verbatim(text.bytes(), text.from() + 1, text.to() - 1);
    }

    /** Keeps a text in base64. */
    void keepBlob(JsonRange text) {
        blobs.add(text.copy());
        keptBytes += text.to() - text.from();
    }

    /** Bytes that are kept of it. */
    long keptBytes() {
        return keptBytes;
    }

    /** Keeps the items of an array. */
    void addItems(JsonRange array) throws JsonSyntaxException {
        JsonCursor cursor = new JsonCursor();
        keptBytes += array.to() - array.from();
        cursor.over(array.bytes(), array.from(), array.to());
        cursor.enterArray();
        while (cursor.nextItem()) {
            items.add(JsonRange.of(cursor, array.bytes()).copy());
        }
    }

    /** The block as a whole answer has it, where the canonical form has no place for it or the model wants it back. */
    Optional<byte[]> detail() {
        JsonWriter out = new JsonWriter(256);
        return switch (kind) {
            case TEXT -> reasoning(out);
            case CALL -> Optional.empty();
            case PROVIDERS_CALL -> {
                out.beginObject().name("toolUse");
                String input = JsonText.unquote(kept(), 0, kept().length);
                byte[] json = hasInput ? input.getBytes(StandardCharsets.UTF_8) : ConverseFields.NO_INPUT;
                yield Optional.of(completed(out, "input", json).endObject().toBytes());
            }
            case PROVIDERS_RESULT -> {
                out.beginObject().name("toolResult");
                JsonWriter content = new JsonWriter(256).beginArray();
                items.forEach(content::raw);
                byte[] json = content.endArray().toBytes();
                yield Optional.of(completed(out, "content", json).endObject().toBytes());
            }
            case IMAGE -> {
                out.beginObject().name("image");
                byte[] json = new JsonWriter(256)
                        .beginObject()
                        .name("bytes")
                        .raw(Base64Texts.joined(blobs))
                        .endObject()
                        .toBytes();
                yield Optional.of(completed(out, "source", json).endObject().toBytes());
            }
        };
    }

    private Optional<byte[]> reasoning(JsonWriter out) {
        if (signature != null) {
            out.beginObject()
                    .name("reasoningContent")
                    .beginObject()
                    .name("reasoningText")
                    .beginObject();
            out.name("text").raw(kept()).name("signature").raw(quoted(signature.toBytes()));
            return Optional.of(out.endObject().endObject().endObject().toBytes());
        }
        if (blobs.isEmpty()) {
            return Optional.empty();
        }
        out.beginObject().name("reasoningContent").beginObject();
        out.name("redactedContent").raw(Base64Texts.joined(blobs));
        return Optional.of(out.endObject().endObject().toBytes());
    }

    /** The object that the start told, with one more field. */
    private JsonWriter completed(JsonWriter out, String name, byte[] json) {
        byte[] object = start == null ? ConverseFields.NO_INPUT : start;
        try {
            JsonFields fields = JsonFields.scanAnswer(object, 0, object.length, MAX_DEPTH);
            return out.raw(new JsonSplicer(fields).set(name, json).splice());
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("a block's start cannot be read again", impossible);
        }
    }

    /** What was kept, as a JSON string. */
    private byte[] kept() {
        return pieces == null ? NOTHING : quoted(pieces.toBytes());
    }

    private static byte[] quoted(byte[] inside) {
        return new JsonWriter(inside.length + 2)
                .inside(new JsonBytes.Heap(inside), 0, inside.length)
                .toBytes();
    }
}
