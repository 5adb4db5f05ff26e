package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.bedrock.eventstream.Message;
import dev.sprue.gateway.providers.canonical.AnswerExtras;
import dev.sprue.gateway.providers.canonical.CanonicalUsage;
import dev.sprue.gateway.providers.canonical.ChunkWriter;
import dev.sprue.gateway.providers.canonical.FinishReason;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.StreamOut;
import dev.sprue.gateway.providers.upstream.StreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From the messages of {@code ConverseStreamOutput} to canonical chunks.
 *
 * <p>Text, thoughts and the input of calls go on as they come. What makes sense only as a whole - signed thoughts, citations,
 * what a provider's own tools did - goes on when its block ends. The end is held until the usage is there, which comes last.
 */
final class ConverseStreamReader implements StreamReader {

    /** A thought is kept until it is signed; no model writes the tenth of this. */
    private static final int MAX_KEPT_BYTES = 16 * 1024 * 1024;

    private static final int MAX_OPEN_BLOCKS = 100;

    private final ChunkWriter chunks;
    private final Faults faults;
    private final BedrockErrorReader errors;
    private final Optional<String> requestId;
    private final Message message = new Message();
    private final JsonCursor cursor = new JsonCursor();
    private final StreamDelta delta = new StreamDelta(cursor);
    private final Citations citations = new Citations();
    private final AnswerExtras extras = new AnswerExtras();

    /** Blocks that have begun and not ended: nearly always one. */
    private final List<StreamBlock> open = new ArrayList<>(1);

    private boolean begun;
    private int calls;
    private int characters;
    private @Nullable FinishReason finish;
    private byte @Nullable [] modelsOwn;

    /** @param requestId the provider's id of the request, for errors */
    ConverseStreamReader(ChunkWriter chunks, Faults faults, BedrockErrorReader errors, Optional<String> requestId) {
        this.chunks = chunks;
        this.faults = faults;
        this.errors = errors;
        this.requestId = requestId;
    }

    @Override
    public void event(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        message.read(data, from, to);
        if (message.isHeader(":message-type", "exception") || message.isHeader(":message-type", "error")) {
            out.failed(errors.read(message, requestId));
            return;
        }
        cursor.over(data, message.payloadFrom(), message.payloadTo());
        if (message.isHeader(":event-type", "contentBlockDelta")) {
            delta.read(data);
            added(out);
        } else if (message.isHeader(":event-type", "contentBlockStart")) {
            started(data, out);
        } else if (message.isHeader(":event-type", "contentBlockStop")) {
            stopped(data, out);
        } else if (message.isHeader(":event-type", "messageStop")) {
            ended(data, out);
        } else if (message.isHeader(":event-type", "metadata")) {
            metadata(data, out);
        }
        // A stream can be silent for long, and would keep all that came with its last message.
        cursor.clear();
        message.clear();
    }

    /** The usage is the last message; a stream that lost it has all of its answer. */
    @Override
    public boolean endsHere(StreamOut out) {
        if (finish == null) {
            return false;
        }
        finish(null, out);
        return true;
    }

    private void started(byte[] bytes, StreamOut out) throws JsonSyntaxException {
        int index = 0;
        StreamStart start = new StreamStart();
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("contentBlockIndex")) {
                index = (int) ConverseUsage.number(cursor, bytes);
            } else if (cursor.isField("start") && cursor.kind() == JsonKind.OBJECT) {
                start.read(cursor, bytes);
            } else {
                cursor.skipValue();
            }
        }
        cursor.end();
        StreamBlock block = new StreamBlock(index, start.kind(), start.json(), calls, characters);
        open.add(block);
        if (start.kind() == StreamBlock.Kind.CALL) {
            if (start.id() == null || start.name() == null) {
                out.failed(faults.broken("its answer has a call of a tool without id or name"));
                return;
            }
            say(chunks.toolCall(0, calls++, start.id(), start.name()), out);
        }
    }

    private void added(StreamOut out) throws JsonSyntaxException {
        JsonRange value = delta.value();
        if (value == null || value.isEmptyString()) {
            return;
        }
        StreamBlock block = block(delta.index());
        switch (delta.kind()) {
            case TEXT -> {
                characters += value.codePoints();
                say(chunks.content(0, value.bytes(), value.from(), value.to()), out);
            }
            case INPUT -> {
                block.hasInput = true;
                if (block.kind == StreamBlock.Kind.CALL) {
                    say(chunks.toolArguments(0, block.call, value.bytes(), value.from(), value.to()), out);
                } else {
                    block.keep(value);
                }
            }
            case THOUGHT -> {
                block.keep(value);
                say(chunks.reasoning(0, value.bytes(), value.from(), value.to()), out);
            }
            case SIGNATURE -> block.sign(value);
            case REDACTED, IMAGE -> block.keepBlob(value);
            case CITATION -> citations.add(value);
            case RESULT -> block.addItems(value);
            case NONE -> {}
        }
        if (block.keptBytes() > MAX_KEPT_BYTES || open.size() > MAX_OPEN_BLOCKS) {
            out.failed(faults.broken("its stream has a content block of more than " + MAX_KEPT_BYTES
                    + " bytes, or more than " + MAX_OPEN_BLOCKS + " at once"));
        }
    }

    private void stopped(byte[] bytes, StreamOut out) throws JsonSyntaxException {
        int index = 0;
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("contentBlockIndex")) {
                index = (int) ConverseUsage.number(cursor, bytes);
            } else {
                cursor.skipValue();
            }
        }
        cursor.end();
        StreamBlock block = block(index);
        open.remove(block);
        if (block.kind == StreamBlock.Kind.CALL && !block.hasInput) {
            say(chunks.toolArgumentsOf(0, block.call, ConverseFields.NO_INPUT, 0, ConverseFields.NO_INPUT.length), out);
        }
        block.detail().ifPresent(detail -> extras.giveBack(detail, 0, detail.length));
        citations.settle(block.charactersBefore, characters, extras);
        extras.handOn((name, json) -> field(name, json, out));
    }

    /**
     * Hands on a chunk, the first one behind the role: while nothing has been said an error is an answer of its own, and can be
     * another server's to mend.
     */
    private void say(StreamEvent chunk, StreamOut out) {
        if (!begun) {
            begun = true;
            out.event(chunks.role(0));
        }
        out.event(chunk);
    }

    private void field(String name, byte[] json, StreamOut out) {
        say(chunks.field(0, name, json, 0, json.length), out);
    }

    private void ended(byte[] bytes, StreamOut out) throws JsonSyntaxException {
        String reason = "";
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("stopReason") && cursor.kind() == JsonKind.STRING) {
                JsonRange word = JsonRange.of(cursor, bytes);
                reason = JsonText.unquote(bytes, word.from(), word.to());
            } else if (cursor.isField("additionalModelResponseFields") && cursor.kind() != JsonKind.NULL) {
                modelsOwn = JsonRange.of(cursor, bytes).copy();
            } else {
                cursor.skipValue();
            }
        }
        cursor.end();
        Optional<FinishReason> known = StopReasons.of(reason, calls > 0);
        if (known.isEmpty()) {
            out.failed(ConverseAnswerReader.malformed(faults, reason));
        } else {
            finish = known.get();
        }
    }

    private void metadata(byte[] bytes, StreamOut out) throws JsonSyntaxException {
        CanonicalUsage usage = CanonicalUsage.NONE;
        byte[] trace = null;
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("usage")) {
                usage = ConverseUsage.read(cursor, bytes);
            } else if (cursor.isField("trace") && cursor.kind() != JsonKind.NULL) {
                trace = JsonRange.of(cursor, bytes).copy();
            } else {
                cursor.skipValue();
            }
        }
        cursor.end();
        if (finish == null) {
            out.failed(faults.broken("its stream ended before the answer was complete"));
            return;
        }
        finish(trace, out);
        say(chunks.usage(usage), out);
        out.completed();
    }

    private void finish(byte @Nullable [] trace, StreamOut out) {
        if (modelsOwn != null) {
            field(ConverseFields.MODELS_OWN, modelsOwn, out);
        }
        if (trace != null) {
            field(ConverseFields.TRACE, trace, out);
        }
        if (finish != null) {
            say(chunks.finish(0, finish), out);
            finish = null;
        }
    }

    /** The block of that number; text and thoughts begin without a start. */
    private StreamBlock block(int index) {
        for (StreamBlock block : open) {
            if (block.index == index) {
                return block;
            }
        }
        StreamBlock begun = new StreamBlock(index, StreamBlock.Kind.TEXT, null, calls, characters);
        open.add(begun);
        return begun;
    }
}
