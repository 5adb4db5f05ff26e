package dev.sprue.gateway.api.anthropic;

import static dev.sprue.gateway.api.anthropic.Words.ascii;

import dev.sprue.gateway.api.answers.AnswerParts;
import dev.sprue.gateway.api.answers.AnswerWalk;
import dev.sprue.gateway.api.answers.CallPiece;
import dev.sprue.gateway.api.answers.DetailFragments;
import dev.sprue.gateway.api.answers.ObjectProgress;
import dev.sprue.gateway.http.EventStream;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a streamed answer as the events of a message. Blocks follow each other here, where canonical streams may go on with any
 * call at any time: what comes while the arguments of a call are not whole waits until they are.
 */
final class MessageEvents implements AnswerParts {

    private static final byte[] MESSAGE_START =
            ascii("event: message_start\ndata: {\"type\":\"message_start\",\"message\":");
    private static final byte[] MESSAGE_DELTA = ascii("event: message_delta\ndata: ");
    private static final byte[] MESSAGE_STOP = ascii("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    private static final int NO_CALL = -1;
    private static final byte[] END = ascii("}\n\n");
    private static final byte[] LINE_END = ascii("\n\n");

    private final AnswerWalk walk = new AnswerWalk(this);
    private final BlockEvents blocks = new BlockEvents();
    private final List<Runnable> waiting = new ArrayList<>(0);
    private final DetailFragments carried = new DetailFragments();
    private final EventStream out;
    private final boolean thinks;
    private boolean started;
    private int call;
    private ObjectProgress arguments = new ObjectProgress();
    private final Ending ending = new Ending();

    /** @param thinks whether what was thought is shown */
    MessageEvents(EventStream out, boolean thinks) {
        this.out = out;
        this.thinks = thinks;
    }

    /**
     * Writes what a chunk says.
     *
     * @param id what to call the message where the chunk has no id
     * @param model what to call the model where the chunk does not
     */
    void chunk(StreamEvent chunk, String id, String model) throws JsonSyntaxException {
        if (!started) {
            JsonFields fields = chunk.fields();
            start(MessageWriter.text(fields, "id", id), MessageWriter.text(fields, "model", model));
        }
        walk.over(chunk.bytes(), chunk.start(), chunk.end());
    }

    private void start(byte[] id, byte[] model) {
        started = true;
        JsonWriter json = new JsonWriter(512);
        json.beginObject();
        json.name("id");
        json.raw(id, 0, id.length);
        json.name("type");
        json.string("message");
        json.name("role");
        json.string("assistant");
        json.name("model");
        json.raw(model, 0, model.length);
        json.name("content");
        json.beginArray();
        json.endArray();
        Ending.none(json);
        json.name("usage");
        UsageWriter.message(Usage.NONE, 0, json);
        json.endObject();
        BlockEvents.frame(out, MESSAGE_START, json.toBytes(), END);
    }

    /** Writes what waited, and the end of the message; {@code cacheWrites} tokens of the prompt were put into a cache. */
    void end(Usage usage, int cacheWrites, String id, String model) {
        if (!started) {
            start(JsonText.quote(id), JsonText.quote(model));
        }
        carry();
        while (!waiting.isEmpty()) {
            release();
        }
        blocks.stop(out);
        JsonWriter json = new JsonWriter(512);
        json.beginObject();
        json.name("type");
        json.string("message_delta");
        json.name("delta");
        json.beginObject();
        ending.write(json);
        json.endObject();
        json.name("usage");
        UsageWriter.delta(usage, cacheWrites, json);
        json.endObject();
        BlockEvents.frame(out, MESSAGE_DELTA, json.toBytes(), LINE_END);
        out.frame(MESSAGE_STOP, 0, MESSAGE_STOP.length);
    }

    /** Stops the call that others wait for, and lets those go on of which the first may make the rest wait again. */
    private void release() {
        blocks.stop(out);
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
    }

    /** Does something now, or when the call that is open is whole, but for what belongs to that call. */
    private void then(int belongsTo, Runnable action) {
        if (blocks.isOpen(BlockEvents.Kind.TOOL) && !arguments.isWhole() && belongsTo != call) {
            waiting.add(() -> then(belongsTo, action));
        } else {
            action.run();
        }
    }

    @Override
    public void reasoning(int choice, byte[] json, int from, int to) {
        if (choice == 0 && thinks && to - from > 2) {
            then(NO_CALL, () -> blocks.add(BlockEvents.Kind.THINKING, json, from, to, out));
        }
    }

    @Override
    public void reasoningDetails(int choice, byte[] json, int from, int to) {
        if (choice == 0 && thinks) {
            try {
                Detail.of(json, from, to).forEach(this::take);
            } catch (JsonSyntaxException impossible) {
                throw new IllegalStateException("a chunk that was walked over cannot be walked over", impossible);
            }
        }
    }

    /** What may come in fragments waits until something else follows. */
    private void take(Detail detail) {
        if (detail instanceof Detail.Carried(byte[] json)) {
            carried.add(json);
        } else {
            carry();
            then(NO_CALL, () -> detail(detail));
        }
    }

    /** Writes what came in fragments. */
    private void carry() {
        carried.drain(json -> then(NO_CALL, () -> detail(new Detail.Carried(json))));
    }

    /** The thinking that a signature is for came before it, as reasoning; alone it brings its own. */
    private void detail(Detail detail) {
        switch (detail) {
            case Detail.Signed(var thinking, byte[] signature) -> {
                if (!blocks.isOpen(BlockEvents.Kind.THINKING)) {
                    byte[] text = thinking.orElse(Words.EMPTY_STRING);
                    blocks.add(BlockEvents.Kind.THINKING, text, 0, text.length, out);
                }
                blocks.signature(signature, out);
                blocks.stop(out);
            }
            case Detail.Redacted(byte[] data) -> blocks.redacted(data, out);
            case Detail.Carried whole -> blocks.redacted(whole.redacted().data(), out);
        }
    }

    @Override
    public void content(int choice, byte[] json, int from, int to) {
        if (choice == 0 && to - from > 2) {
            carry();
            then(NO_CALL, () -> blocks.add(BlockEvents.Kind.TEXT, json, from, to, out));
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
        ending.called();
        carry();
        if (blocks.isOpen(BlockEvents.Kind.TOOL) && piece.index() == call) {
            arguments(piece);
            if (arguments.isWhole() && !waiting.isEmpty()) {
                release();
            }
        } else {
            then(piece.index(), () -> begin(piece));
        }
    }

    /** A piece that waited may go on with the call that one before it began. */
    private void begin(CallPiece piece) {
        if (!blocks.isOpen(BlockEvents.Kind.TOOL) || piece.index() != call) {
            call = piece.index();
            arguments = new ObjectProgress();
            blocks.call(
                    piece.id().isEmpty() ? JsonText.quote("toolu_" + piece.index()) : piece.copy(piece.id()),
                    piece.name().isEmpty() ? Words.EMPTY_STRING : piece.copy(piece.name()),
                    out);
        }
        arguments(piece);
    }

    private void arguments(CallPiece piece) {
        CallPiece.Range range = piece.arguments();
        if (range.to() - range.from() > 2) {
            arguments.add(piece.json(), range.from(), range.to());
            blocks.arguments(piece.json(), range.from(), range.to(), out);
        }
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
