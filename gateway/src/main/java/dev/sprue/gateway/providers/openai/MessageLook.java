package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;

/** Finds out, in one pass over a message or delta, whether it has anything in it that somebody may have to rewrite. */
final class MessageLook {

    /** Nothing. */
    static final int NONE = 0;

    /** {@code reasoning_content}, the canonical field. */
    static final int REASONING = 1;

    /** Text in {@code reasoning}, as newer vLLM and OpenRouter call the field. */
    static final int REASONING_BY_OTHER_NAME = 2;

    /** Tool calls without what OpenAI's have, and clients need. */
    static final int BARE_TOOL_CALLS = 4;

    /** Fields of a delta that are {@code null} and should not be there. */
    static final int NULLS = 8;

    /** A choice that ends with a word which is not OpenAI's. */
    static final int UNUSUAL_FINISH = 16;

    private MessageLook() {}

    /**
     * Looks at one message or delta and steps over it.
     *
     * @param cursor stands before it
     * @param delta whether it is one of a stream
     * @return the sum of what it has
     */
    static int look(JsonCursor cursor, boolean delta) throws JsonSyntaxException {
        if (cursor.skipOnly("content")) {
            return NONE;
        }
        if (cursor.kind() != JsonKind.OBJECT) {
            cursor.skipValue();
            return NONE;
        }
        int found = NONE;
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("tool_calls") && cursor.kind() == JsonKind.ARRAY) {
                found |= toolCalls(cursor, delta);
                continue;
            }
            if (delta && DeltaNulls.isOne(cursor)) {
                found |= NULLS;
            } else if (cursor.isField("reasoning")) {
                found |= cursor.kind() == JsonKind.STRING ? REASONING_BY_OTHER_NAME : NONE;
            } else if (cursor.isField("reasoning_content")) {
                found |= REASONING;
            }
            cursor.skipValue();
        }
        return found;
    }

    private static int toolCalls(JsonCursor cursor, boolean delta) throws JsonSyntaxException {
        int found = NONE;
        cursor.enterArray();
        while (cursor.nextItem()) {
            boolean index = !delta;
            boolean type = false;
            boolean begins = !delta;
            if (cursor.kind() != JsonKind.OBJECT) {
                cursor.skipValue();
                continue;
            }
            cursor.enterObject();
            while (cursor.nextField()) {
                index |= cursor.isField("index") && cursor.kind() == JsonKind.NUMBER;
                type |= cursor.isField("type");
                begins |= cursor.isField("id") && cursor.kind() == JsonKind.STRING;
                cursor.skipValue();
            }
            found |= index && (type || !begins) ? NONE : BARE_TOOL_CALLS;
        }
        return found;
    }

    /** What the messages of a whole answer have. */
    static int look(byte[] bytes, JsonFields answer, int choices) throws JsonSyntaxException {
        int found = NONE;
        JsonCursor cursor = new JsonCursor();
        cursor.over(bytes, answer.valueStart(choices), answer.valueEnd(choices));
        cursor.enterArray();
        while (cursor.nextItem()) {
            if (cursor.kind() == JsonKind.OBJECT) {
                found |= choice(bytes, cursor);
            } else {
                cursor.skipValue();
            }
        }
        return found;
    }

    private static int choice(byte[] bytes, JsonCursor cursor) throws JsonSyntaxException {
        int found = NONE;
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("message")) {
                found |= look(cursor, false);
            } else {
                found |= finish(bytes, cursor);
            }
        }
        return found;
    }

    /** Looks at a field of a choice of {@code bytes} and steps over it. */
    static int finish(byte[] bytes, JsonCursor cursor) throws JsonSyntaxException {
        boolean finish = cursor.isField("finish_reason") && cursor.kind() == JsonKind.STRING;
        int from = cursor.offset();
        cursor.skipValue();
        return finish && FinishReasons.isUnusual(bytes, from, cursor.offset()) ? UNUSUAL_FINISH : NONE;
    }
}
