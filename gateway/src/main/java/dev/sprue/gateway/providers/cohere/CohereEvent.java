package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;

/**
 * One event of a stream of Cohere's, read in one pass: where in its bytes the values stand that events can have, each of which is
 * -1 where the event has none. Used again for the next one.
 */
final class CohereEvent {

    private static final int NONE = -1;

    private final JsonCursor cursor = new JsonCursor();

    int typeStart;
    int typeEnd;
    int idStart;
    int idEnd;
    int textStart;
    int textEnd;
    int thinkingStart;
    int thinkingEnd;
    int planStart;
    int planEnd;
    int callIdStart;
    int callIdEnd;
    int nameStart;
    int nameEnd;
    int argumentsStart;
    int argumentsEnd;
    int citationsStart;
    int citationsEnd;
    int logprobsStart;
    int logprobsEnd;

    /** The words of an error that is no event. */
    int messageStart;

    int messageEnd;

    /** @throws JsonSyntaxException if it is not a JSON object */
    void read(byte[] data, int from, int to) throws JsonSyntaxException {
        clear();
        cursor.over(data, from, to);
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("type") && cursor.kind() == JsonKind.STRING) {
                typeStart = cursor.offset();
                cursor.skipValue();
                typeEnd = cursor.offset();
            } else if (cursor.isField("id") && cursor.kind() == JsonKind.STRING) {
                idStart = cursor.offset();
                cursor.skipValue();
                idEnd = cursor.offset();
            } else if (cursor.isField("delta") && cursor.kind() == JsonKind.OBJECT) {
                delta();
            } else if (cursor.isField("logprobs") && cursor.kind() == JsonKind.OBJECT) {
                logprobsStart = cursor.offset();
                cursor.skipValue();
                logprobsEnd = cursor.offset();
            } else if (cursor.isField("message") && cursor.kind() == JsonKind.STRING) {
                messageStart = cursor.offset();
                cursor.skipValue();
                messageEnd = cursor.offset();
            } else {
                cursor.skipValue();
            }
        }
        cursor.end();
        // A stream can be silent for long, and would keep all that came with its last event.
        cursor.clear();
    }

    private void clear() {
        typeStart = NONE;
        idStart = NONE;
        textStart = NONE;
        thinkingStart = NONE;
        planStart = NONE;
        callIdStart = NONE;
        nameStart = NONE;
        argumentsStart = NONE;
        citationsStart = NONE;
        logprobsStart = NONE;
        messageStart = NONE;
    }

    private void delta() throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("message") && cursor.kind() == JsonKind.OBJECT) {
                message();
            } else {
                cursor.skipValue();
            }
        }
    }

    private void message() throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("content") && cursor.kind() == JsonKind.OBJECT) {
                content();
            } else if (cursor.isField("tool_calls") && cursor.kind() == JsonKind.OBJECT) {
                toolCall();
            } else if (cursor.isField("tool_plan") && cursor.kind() == JsonKind.STRING) {
                planStart = cursor.offset();
                cursor.skipValue();
                planEnd = cursor.offset();
            } else if (cursor.isField("citations")) {
                citationsStart = cursor.offset();
                cursor.skipValue();
                citationsEnd = cursor.offset();
            } else {
                cursor.skipValue();
            }
        }
    }

    private void content() throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            boolean string = cursor.kind() == JsonKind.STRING;
            if (string && cursor.isField("text")) {
                textStart = cursor.offset();
                cursor.skipValue();
                textEnd = cursor.offset();
            } else if (string && cursor.isField("thinking")) {
                thinkingStart = cursor.offset();
                cursor.skipValue();
                thinkingEnd = cursor.offset();
            } else {
                cursor.skipValue();
            }
        }
    }

    private void toolCall() throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("id") && cursor.kind() == JsonKind.STRING) {
                callIdStart = cursor.offset();
                cursor.skipValue();
                callIdEnd = cursor.offset();
            } else if (cursor.isField("function") && cursor.kind() == JsonKind.OBJECT) {
                function();
            } else {
                cursor.skipValue();
            }
        }
    }

    private void function() throws JsonSyntaxException {
        cursor.enterObject();
        while (cursor.nextField()) {
            boolean string = cursor.kind() == JsonKind.STRING;
            if (string && cursor.isField("name")) {
                nameStart = cursor.offset();
                cursor.skipValue();
                nameEnd = cursor.offset();
            } else if (string && cursor.isField("arguments")) {
                argumentsStart = cursor.offset();
                cursor.skipValue();
                argumentsEnd = cursor.offset();
            } else {
                cursor.skipValue();
            }
        }
    }
}
