package dev.sprue.gateway.reasoning;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.OptionalInt;

/** Finds reasoning that a server wrote into a field of its own, in a pass over the answer that somebody makes anyway. */
public final class ReasoningFields {

    /** There is no such field. */
    public static final int NONE = 0;

    /** There is {@code reasoning_content}, the canonical field. */
    public static final int CANONICAL = 1;

    /** There is text in {@code reasoning}, as newer vLLM and OpenRouter call the field. */
    public static final int OTHER_NAME = 2;

    private static final String OTHER = "reasoning";

    private ReasoningFields() {}

    /**
     * Looks at one message or delta and steps over it.
     *
     * @param cursor stands before it
     * @return the sum of {@link #CANONICAL} and {@link #OTHER_NAME}, each where it holds
     */
    public static int look(JsonCursor cursor) throws JsonSyntaxException {
        if (cursor.kind() != JsonKind.OBJECT) {
            cursor.skipValue();
            return NONE;
        }
        int found = NONE;
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField(OTHER)) {
                found |= cursor.kind() == JsonKind.STRING ? OTHER_NAME : NONE;
            } else if (cursor.isField(ChatTexts.REASONING)) {
                found |= CANONICAL;
            }
            cursor.skipValue();
        }
        return found;
    }

    /** What the messages of a whole answer hold of them. */
    public static int look(byte[] bytes, JsonFields answer, int choices) throws JsonSyntaxException {
        int found = NONE;
        JsonCursor cursor = new JsonCursor();
        cursor.over(bytes, answer.valueStart(choices), answer.valueEnd(choices));
        cursor.enterArray();
        while (cursor.nextItem()) {
            if (cursor.kind() == JsonKind.OBJECT) {
                found |= lookIntoChoice(cursor);
            } else {
                cursor.skipValue();
            }
        }
        return found;
    }

    private static int lookIntoChoice(JsonCursor cursor) throws JsonSyntaxException {
        int found = NONE;
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("message")) {
                found |= look(cursor);
            } else {
                cursor.skipValue();
            }
        }
        return found;
    }

    /**
     * The answer or chunk with its reasoning under the canonical name.
     *
     * @param messageField {@code message} or {@code delta}
     */
    public static byte[] renamed(JsonFields answer, String messageField) throws JsonSyntaxException {
        JsonSplicer edits = new JsonSplicer(answer);
        OptionalInt choices = answer.find("choices");
        if (choices.isPresent()) {
            for (JsonFields choice : answer.objects(choices.getAsInt())) {
                OptionalInt message = choice.find(messageField);
                if (message.isPresent() && choice.kind(message.getAsInt()) == JsonKind.OBJECT) {
                    edits.include(renamed(choice.object(message.getAsInt())));
                }
            }
        }
        return edits.splice();
    }

    private static JsonSplicer renamed(JsonFields message) {
        JsonSplicer edits = new JsonSplicer(message);
        OptionalInt other = message.find(OTHER);
        if (other.isEmpty() || message.kind(other.getAsInt()) != JsonKind.STRING) {
            return edits;
        }
        OptionalInt canonical = message.find(ChatTexts.REASONING);
        if (canonical.isEmpty()) {
            return edits.rename(other.getAsInt(), ChatTexts.REASONING);
        }
        if (message.kind(canonical.getAsInt()) != JsonKind.STRING) {
            edits.replace(canonical.getAsInt(), message.valueBytes(other.getAsInt()));
        }
        // Where both are there they say the same.
        return edits.remove(other.getAsInt());
    }
}
