package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads events of type {@code contentBlockDelta}, one after the other: what the last one adds to which block. */
final class StreamDelta {

    /** The members of {@code ContentBlockDelta}, and of the unions in it. */
    enum Kind {
        /** Nothing, or something that is not known. */
        NONE,
        /** A piece of text. */
        TEXT,
        /** A piece of a call's input. */
        INPUT,
        /** A piece of a thought. */
        THOUGHT,
        /** What proves that a thought is the model's. */
        SIGNATURE,
        /** An encrypted thought. */
        REDACTED,
        /** An object: what the text cites. */
        CITATION,
        /** A piece of a picture. */
        IMAGE,
        /** An array: items of a result. */
        RESULT
    }

    private final JsonCursor cursor;
    private int index;
    private Kind kind = Kind.NONE;
    private @Nullable JsonRange value;

    /** @param cursor stands before each payload in turn */
    StreamDelta(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** The block's number. */
    int index() {
        return index;
    }

    /** What is added; {@link Kind#NONE} where {@link #value} has nothing. */
    Kind kind() {
        return value == null ? Kind.NONE : kind;
    }

    /** The value: a string, but where the kind says something else. */
    @Nullable
    JsonRange value() {
        return value;
    }

    void read(byte[] bytes) throws JsonSyntaxException {
        index = 0;
        kind = Kind.NONE;
        value = null;
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("contentBlockIndex")) {
                index = (int) ConverseUsage.number(cursor, bytes);
            } else if (cursor.isField("delta") && cursor.kind() == JsonKind.OBJECT) {
                cursor.enterObject();
                while (cursor.nextField()) {
                    member(bytes);
                }
            } else {
                cursor.skipValue();
            }
        }
        cursor.end();
    }

    private void member(byte[] bytes) throws JsonSyntaxException {
        if (cursor.isField("text")) {
            take(Kind.TEXT, JsonKind.STRING, bytes);
        } else if (cursor.isField("toolUse") && cursor.kind() == JsonKind.OBJECT) {
            cursor.enterObject();
            while (cursor.nextField()) {
                if (cursor.isField("input")) {
                    take(Kind.INPUT, JsonKind.STRING, bytes);
                } else {
                    cursor.skipValue();
                }
            }
        } else if (cursor.isField("reasoningContent") && cursor.kind() == JsonKind.OBJECT) {
            reasoning(bytes);
        } else if (cursor.isField("citation")) {
            take(Kind.CITATION, JsonKind.OBJECT, bytes);
        } else if (cursor.isField("toolResult")) {
            take(Kind.RESULT, JsonKind.ARRAY, bytes);
        } else if (cursor.isField("image") && cursor.kind() == JsonKind.OBJECT) {
            image(bytes);
        } else {
            cursor.skipValue();
        }
    }

    private void reasoning(byte[] bytes) throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("text")) {
                take(Kind.THOUGHT, JsonKind.STRING, bytes);
            } else if (cursor.isField("signature")) {
                take(Kind.SIGNATURE, JsonKind.STRING, bytes);
            } else if (cursor.isField("redactedContent")) {
                take(Kind.REDACTED, JsonKind.STRING, bytes);
            } else {
                cursor.skipValue();
            }
        }
    }

    private void image(byte[] bytes) throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            if (!cursor.isField("source") || cursor.kind() != JsonKind.OBJECT) {
                cursor.skipValue();
                continue;
            }
            cursor.enterObject();
            while (cursor.nextField()) {
                if (cursor.isField("bytes")) {
                    take(Kind.IMAGE, JsonKind.STRING, bytes);
                } else {
                    cursor.skipValue();
                }
            }
        }
    }

    private void take(Kind what, JsonKind type, byte[] bytes) throws JsonSyntaxException {
        JsonRange range = JsonRange.of(cursor, bytes);
        if (range.kind() == type) {
            kind = what;
            value = range;
        }
    }
}
