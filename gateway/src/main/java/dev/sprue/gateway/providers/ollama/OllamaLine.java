package dev.sprue.gateway.providers.ollama;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;

/**
 * One line of a stream of Ollama's, read in one pass: where in its bytes the values stand that lines can have, each of which is -1
 * where the line has none. Used again for the next one.
 */
final class OllamaLine {

    private static final int NONE = -1;

    private final JsonCursor cursor = new JsonCursor();

    int contentStart;
    int contentEnd;
    int thinkingStart;
    int thinkingEnd;

    /** Whether it has tool calls, pictures or log probabilities, which few lines have. */
    boolean lists;

    boolean message;
    boolean error;
    boolean done;

    /** @throws JsonSyntaxException if it is not a JSON object */
    void read(byte[] data, int from, int to) throws JsonSyntaxException {
        contentStart = NONE;
        thinkingStart = NONE;
        lists = false;
        message = false;
        error = false;
        done = false;
        cursor.over(data, from, to);
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("message") && cursor.kind() == JsonKind.OBJECT) {
                message = true;
                message();
            } else if (cursor.isField("done")) {
                done = cursor.kind() == JsonKind.BOOLEAN && data[cursor.offset()] == 't';
                cursor.skipValue();
            } else if (cursor.isField("logprobs") && cursor.kind() == JsonKind.ARRAY) {
                lists = true;
                cursor.skipValue();
            } else {
                error |= cursor.isField("error") && cursor.kind() != JsonKind.NULL;
                cursor.skipValue();
            }
        }
        cursor.end();
        // A stream can be silent for long, and would keep all that came with its last line.
        cursor.clear();
    }

    private void message() throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            JsonKind kind = cursor.kind();
            if (cursor.isField("content") && kind == JsonKind.STRING) {
                contentStart = cursor.offset();
                cursor.skipValue();
                contentEnd = cursor.offset();
            } else if (cursor.isField("thinking") && kind == JsonKind.STRING) {
                thinkingStart = cursor.offset();
                cursor.skipValue();
                thinkingEnd = cursor.offset();
            } else {
                lists |= kind == JsonKind.ARRAY;
                cursor.skipValue();
            }
        }
    }
}
