package dev.sprue.gateway.api.answers;

import dev.sprue.gateway.api.answers.CallPiece.Range;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;

/**
 * Walks over canonical answers, whole ones and chunks, and hands on what they say. Builds nothing but what it hands on; to be
 * used again for the next chunk of the same stream.
 */
public final class AnswerWalk {

    private final JsonCursor cursor = new JsonCursor();
    private final JsonCursor inner = new JsonCursor();
    private final AnswerParts parts;

    /** @param parts takes what is found */
    public AnswerWalk(AnswerParts parts) {
        this.parts = parts;
    }

    /**
     * Walks over the answer at {@code [from, to)}. Of one choice reasoning comes first, then content, refusal, calls,
     * probabilities and the end.
     *
     * @throws JsonSyntaxException where it cannot be read
     */
    public void over(byte[] json, int from, int to) throws JsonSyntaxException {
        cursor.over(json, from, to);
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("choices") && cursor.kind() == JsonKind.ARRAY) {
                cursor.enterArray();
                for (int place = 0; cursor.nextItem(); place++) {
                    if (cursor.kind() == JsonKind.OBJECT) {
                        choice(json, place);
                    } else {
                        cursor.skipValue();
                    }
                }
            } else {
                cursor.skipValue();
            }
        }
        cursor.clear();
        inner.clear();
    }

    private void choice(byte[] json, int place) throws JsonSyntaxException {
        int index = place;
        Range message = Range.NONE;
        Range finish = Range.NONE;
        Range logprobs = Range.NONE;
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("index") && cursor.kind() == JsonKind.NUMBER) {
                index = number(json, value(cursor), place);
            } else if ((cursor.isField("delta") || cursor.isField("message")) && cursor.kind() == JsonKind.OBJECT) {
                message = value(cursor);
            } else if (cursor.isField("finish_reason") && cursor.kind() == JsonKind.STRING) {
                finish = value(cursor);
            } else if (cursor.isField("logprobs") && cursor.kind() == JsonKind.OBJECT) {
                logprobs = value(cursor);
            } else {
                cursor.skipValue();
            }
        }
        if (!message.isEmpty()) {
            message(json, index, message);
        }
        if (!logprobs.isEmpty()) {
            parts.logprobs(index, json, logprobs.from(), logprobs.to());
        }
        if (!finish.isEmpty()) {
            parts.finished(index, json, finish.from(), finish.to());
        }
    }

    private void message(byte[] json, int choice, Range message) throws JsonSyntaxException {
        Range reasoning = Range.NONE;
        Range details = Range.NONE;
        Range content = Range.NONE;
        Range refusal = Range.NONE;
        Range calls = Range.NONE;
        Range images = Range.NONE;
        Range geminiParts = Range.NONE;
        Range stop = Range.NONE;
        Range nativeFinish = Range.NONE;
        inner.over(json, message.from(), message.to());
        inner.enterObject();
        while (inner.nextField()) {
            if (inner.isField("content")) {
                content = valueOf(JsonKind.STRING);
            } else if (inner.isField("reasoning_content")) {
                reasoning = valueOf(JsonKind.STRING);
            } else if (inner.isField("reasoning_details")) {
                details = valueOf(JsonKind.ARRAY);
            } else if (inner.isField("refusal")) {
                refusal = valueOf(JsonKind.STRING);
            } else if (inner.isField("tool_calls")) {
                calls = valueOf(JsonKind.ARRAY);
            } else if (inner.isField("images")) {
                images = valueOf(JsonKind.ARRAY);
            } else if (inner.isField("stop_sequence")) {
                stop = valueOf(JsonKind.STRING);
            } else if (inner.isField("native_finish_reason")) {
                nativeFinish = valueOf(JsonKind.STRING);
            } else if (inner.isField("gemini_parts")) {
                geminiParts = valueOf(JsonKind.ARRAY);
            } else {
                inner.skipValue();
            }
        }
        if (!reasoning.isEmpty()) {
            parts.reasoning(choice, json, reasoning.from(), reasoning.to());
        }
        if (!details.isEmpty()) {
            parts.reasoningDetails(choice, json, details.from(), details.to());
        }
        if (!content.isEmpty()) {
            parts.content(choice, json, content.from(), content.to());
        }
        if (!refusal.isEmpty()) {
            parts.refusal(choice, json, refusal.from(), refusal.to());
        }
        if (!images.isEmpty()) {
            parts.images(choice, json, images.from(), images.to());
        }
        if (!geminiParts.isEmpty()) {
            parts.geminiParts(choice, json, geminiParts.from(), geminiParts.to());
        }
        if (!stop.isEmpty()) {
            parts.stopSequence(choice, json, stop.from(), stop.to());
        }
        if (!nativeFinish.isEmpty()) {
            parts.nativeFinish(choice, json, nativeFinish.from(), nativeFinish.to());
        }
        if (!calls.isEmpty()) {
            calls(json, choice, calls);
        }
    }

    private void calls(byte[] json, int choice, Range calls) throws JsonSyntaxException {
        inner.over(json, calls.from(), calls.to());
        inner.enterArray();
        for (int place = 0; inner.nextItem(); place++) {
            if (inner.kind() == JsonKind.OBJECT) {
                parts.toolCall(choice, call(json, place));
            } else {
                inner.skipValue();
            }
        }
    }

    private CallPiece call(byte[] json, int place) throws JsonSyntaxException {
        int index = place;
        Range id = Range.NONE;
        Range name = Range.NONE;
        Range arguments = Range.NONE;
        inner.enterObject();
        while (inner.nextField()) {
            if (inner.isField("index") && inner.kind() == JsonKind.NUMBER) {
                index = number(json, value(inner), place);
            } else if (inner.isField("id")) {
                id = valueOf(JsonKind.STRING);
            } else if (inner.isField("function") && inner.kind() == JsonKind.OBJECT) {
                inner.enterObject();
                while (inner.nextField()) {
                    if (inner.isField("name")) {
                        name = valueOf(JsonKind.STRING);
                    } else if (inner.isField("arguments")) {
                        arguments = valueOf(JsonKind.STRING);
                    } else {
                        inner.skipValue();
                    }
                }
            } else {
                inner.skipValue();
            }
        }
        return new CallPiece(index, json, id, name, arguments);
    }

    /** The place of the value stepped to, where it is of that kind; else none. It is stepped over. */
    private Range valueOf(JsonKind kind) throws JsonSyntaxException {
        boolean is = inner.kind() == kind;
        Range range = value(inner);
        return is ? range : Range.NONE;
    }

    private static Range value(JsonCursor at) throws JsonSyntaxException {
        int from = at.offset();
        at.skipValue();
        return new Range(from, at.offset());
    }

    /** A whole number of few digits; {@code other} where it is none. */
    private static int number(byte[] json, Range range, int other) {
        int number = 0;
        for (int i = range.from(); i < range.to(); i++) {
            if (json[i] < '0' || json[i] > '9' || number > 100_000) {
                return other;
            }
            number = number * 10 + json[i] - '0';
        }
        return number;
    }
}
