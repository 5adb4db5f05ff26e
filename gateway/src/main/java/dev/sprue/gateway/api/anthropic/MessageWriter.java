package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.answers.AnswerParts;
import dev.sprue.gateway.api.answers.AnswerWalk;
import dev.sprue.gateway.api.answers.ArgumentsObject;
import dev.sprue.gateway.api.answers.CacheWrites;
import dev.sprue.gateway.api.answers.CallPiece;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes a whole answer as a message: what was thought, what was said, what is to be called. */
final class MessageWriter implements AnswerParts {

    private final boolean thinks;
    private final JsonWriter out;
    private final List<Detail> details = new ArrayList<>(1);
    private byte[] reasoning = {};
    private final Ending ending = new Ending();

    private MessageWriter(boolean thinks, int length) {
        this.thinks = thinks;
        this.out = new JsonWriter(length + 512);
    }

    /**
     * The body of a message.
     *
     * @param id what to call it where the answer has no id
     * @param model what to call the model where the answer does not
     * @param thinks whether what was thought is shown
     */
    static byte[] write(WholeAnswer answer, String id, String model, boolean thinks) throws JsonSyntaxException {
        MessageWriter writer = new MessageWriter(thinks, answer.to() - answer.from());
        return writer.message(answer, id, model);
    }

    private byte[] message(WholeAnswer answer, String id, String model) throws JsonSyntaxException {
        out.beginObject();
        out.name("id");
        raw(text(answer.fields(), "id", id));
        out.name("type");
        out.string("message");
        out.name("role");
        out.string("assistant");
        out.name("model");
        raw(text(answer.fields(), "model", model));
        out.name("content");
        out.beginArray();
        new AnswerWalk(this).over(answer.bytes(), answer.from(), answer.to());
        thought();
        out.endArray();
        ending.write(out);
        out.name("usage");
        UsageWriter.message(answer.usage(), CacheWrites.of(answer.fields()), out);
        out.endObject();
        return out.toBytes();
    }

    /** A field that is a string with something in it, or else {@code other}. */
    static byte[] text(JsonFields answer, String name, String other) {
        return answer.find(name).stream()
                .filter(field -> answer.kind(field) == JsonKind.STRING)
                .filter(field -> answer.valueEnd(field) - answer.valueStart(field) > 2)
                .mapToObj(answer::valueBytes)
                .findFirst()
                .orElseGet(() -> JsonText.quote(other));
    }

    private void raw(byte[] json) {
        out.raw(json, 0, json.length);
    }

    @Override
    public void reasoning(int choice, byte[] json, int from, int to) {
        if (choice == 0 && to - from > 2) {
            reasoning = Arrays.copyOfRange(json, from, to);
        }
    }

    @Override
    public void reasoningDetails(int choice, byte[] json, int from, int to) {
        if (choice == 0) {
            try {
                details.addAll(Detail.of(json, from, to));
            } catch (JsonSyntaxException impossible) {
                throw new IllegalStateException("an answer that was walked over cannot be walked over", impossible);
            }
        }
    }

    /** What was thought comes first. Where its provider tells it block by block, the text beside these says the same. */
    private void thought() {
        if (!thinks) {
            return;
        }
        boolean told = false;
        for (Detail detail : details) {
            switch (detail) {
                case Detail.Signed(var thinking, byte[] signature) -> {
                    thinking(thinking.orElse(reasoning), signature);
                    told = true;
                }
                case Detail.Redacted redacted -> redacted(redacted);
                case Detail.Carried carried -> redacted(carried.redacted());
            }
        }
        if (!told && reasoning.length > 0) {
            thinking(reasoning, Words.EMPTY_STRING);
        }
        details.clear();
        reasoning = Words.NOTHING;
    }

    private void redacted(Detail.Redacted redacted) {
        out.beginObject();
        out.name("type");
        out.string("redacted_thinking");
        out.name("data");
        raw(redacted.data());
        out.endObject();
    }

    private void thinking(byte[] text, byte[] signature) {
        out.beginObject();
        out.name("type");
        out.string("thinking");
        out.name("thinking");
        raw(text.length == 0 ? Words.EMPTY_STRING : text);
        out.name("signature");
        raw(signature);
        out.endObject();
    }

    @Override
    public void content(int choice, byte[] json, int from, int to) {
        if (choice == 0) {
            thought();
            if (to - from > 2) {
                out.beginObject();
                out.name("type");
                out.string("text");
                out.name("text");
                out.raw(json, from, to);
                out.name("citations");
                raw(Words.NULL);
                out.endObject();
            }
        }
    }

    @Override
    public void refusal(int choice, byte[] json, int from, int to) {
        content(choice, json, from, to);
        if (choice == 0 && to - from > 2) {
            ending.refused();
        }
    }

    @Override
    public void toolCall(int choice, CallPiece piece) {
        if (choice != 0) {
            return;
        }
        thought();
        ending.called();
        out.beginObject();
        out.name("type");
        out.string("tool_use");
        out.name("id");
        raw(piece.id().isEmpty() ? JsonText.quote("toolu_" + piece.index()) : piece.copy(piece.id()));
        out.name("name");
        raw(piece.name().isEmpty() ? Words.EMPTY_STRING : piece.copy(piece.name()));
        out.name("input");
        byte[] arguments = piece.copy(piece.arguments());
        raw(ArgumentsObject.of(arguments.length == 0 ? "" : JsonText.unquote(arguments, 0, arguments.length)));
        out.name("caller");
        raw(Words.DIRECT);
        out.endObject();
    }

    @Override
    public void finished(int choice, byte[] json, int from, int to) {
        if (choice == 0) {
            ending.finish(json, from, to);
        }
    }

    @Override
    public void nativeFinish(int choice, byte[] json, int from, int to) {
        if (choice == 0) {
            ending.own(json, from, to);
        }
    }

    @Override
    public void stopSequence(int choice, byte[] json, int from, int to) {
        if (choice == 0) {
            ending.stop(json, from, to);
        }
    }
}
