package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/** What {@code ContentBlockStart} says. */
final class StreamStart {

    private StreamBlock.Kind kind = StreamBlock.Kind.TEXT;
    private byte @Nullable [] json;
    private byte @Nullable [] id;
    private byte @Nullable [] name;

    /** Reads the object that the cursor stands before. */
    void read(JsonCursor cursor, byte[] bytes) throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("toolUse") && cursor.kind() == JsonKind.OBJECT) {
                toolUse(cursor, bytes);
            } else if (cursor.isField("toolResult")) {
                kind = StreamBlock.Kind.PROVIDERS_RESULT;
                json = JsonRange.of(cursor, bytes).copy();
            } else if (cursor.isField("image")) {
                kind = StreamBlock.Kind.IMAGE;
                json = JsonRange.of(cursor, bytes).copy();
            } else {
                cursor.skipValue();
            }
        }
    }

    private void toolUse(JsonCursor cursor, byte[] bytes) throws JsonSyntaxException {
        int from = cursor.offset();
        kind = StreamBlock.Kind.CALL;
        cursor.enterObject();
        while (cursor.nextField()) {
            boolean isId = cursor.isField("toolUseId");
            boolean isName = cursor.isField("name");
            boolean isType = cursor.isField("type");
            JsonRange value = JsonRange.of(cursor, bytes);
            if (value.isString()) {
                id = isId ? value.copy() : id;
                name = isName ? value.copy() : name;
                kind = isType ? StreamBlock.Kind.PROVIDERS_CALL : kind;
            }
        }
        json = new JsonRange(bytes, from, cursor.offset(), JsonKind.OBJECT).copy();
    }

    StreamBlock.Kind kind() {
        return kind;
    }

    /** What stands there, as JSON; nothing where a block begins of which nothing need be said. */
    byte @Nullable [] json() {
        return json;
    }

    /** A call's id, a JSON string. */
    byte @Nullable [] id() {
        return id;
    }

    /** The called tool's name, a JSON string. */
    byte @Nullable [] name() {
        return name;
    }
}
