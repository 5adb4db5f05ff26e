package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.anthropic.AnthropicEvent.Place;
import dev.sprue.gateway.providers.canonical.AnswerExtras;
import dev.sprue.gateway.providers.canonical.ChunkWriter;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.StreamOut;
import dev.sprue.gateway.providers.upstream.StreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * From the events of a stream ({@code MessageStreamEvent} of the specification) to canonical chunks.
 *
 * <p>Texts and inputs of calls are handed on piece by piece as they come; blocks that are to be given back, when something else
 * comes behind them, several in one chunk; citations in one chunk before the last, since clients put lists together in different
 * ways. The first chunk waits for the first content block: an error before it can still be answered with a status of its own.
 */
final class AnthropicStreamReader implements StreamReader {

    private static final int MAX_DEPTH = 64;

    /** Most bytes of thoughts and the like of one answer. */
    private static final int MAX_HELD_BYTES = 16 * 1024 * 1024;

    private final Faults faults;
    private final JsonFields request;
    private final long created;
    private final Optional<String> requestId;
    private final AnthropicEvent event = new AnthropicEvent();
    private final AnthropicUsage usage = new AnthropicUsage();
    private final AnswerExtras extras = new AnswerExtras();
    private final List<StreamBlock> open = new ArrayList<>(1);

    private @Nullable ChunkWriter chunks;
    private boolean begun;
    private boolean finished;
    private int calls;

    /** Characters of the answer's text so far. */
    private long characters;

    /**
     * @param request the canonical request that is answered
     * @param created seconds since 1970
     * @param requestId the API's id of the request
     */
    AnthropicStreamReader(Faults faults, JsonFields request, long created, Optional<String> requestId) {
        this.faults = faults;
        this.request = request;
        this.created = created;
        this.requestId = requestId;
    }

    @Override
    public void event(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        event.read(data, from, to);
        ChunkWriter writer = chunks;
        switch (event.kind()) {
            case OTHER -> {}
            case ERROR -> out.failed(AnthropicErrorReader.readEvent(faults.provider(), requestId, data, from, to));
            case MESSAGE_START -> start(data);
            case BLOCK_START, BLOCK_DELTA, BLOCK_STOP, MESSAGE_DELTA, MESSAGE_STOP -> {
                if (writer == null) {
                    out.failed(faults.broken("its stream does not begin with a message"));
                } else {
                    message(data, writer, out);
                }
            }
        }
        event.release();
    }

    private void message(byte[] data, ChunkWriter to, StreamOut out) throws JsonSyntaxException {
        switch (event.kind()) {
            case BLOCK_DELTA -> delta(data, to, out);
            case BLOCK_START -> blockStart(data, to, out);
            case BLOCK_STOP -> {
                StreamBlock block = block();
                if (block != null) {
                    blockStop(block, to, out);
                }
            }
            case MESSAGE_DELTA -> messageDelta(data, to, out);
            default -> {
                if (endsHere(out)) {
                    out.completed();
                } else {
                    out.failed(faults.broken("its stream ended without a stop_reason"));
                }
            }
        }
    }

    /** The events that end a message need no empty line behind them. */
    @Override
    public void remainder(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        event.read(data, from, to);
        ChunkWriter writer = chunks;
        if (writer != null && event.kind() == AnthropicEvent.Kind.MESSAGE_DELTA) {
            messageDelta(data, writer, out);
        }
        boolean ends =
                event.kind() == AnthropicEvent.Kind.MESSAGE_DELTA || event.kind() == AnthropicEvent.Kind.MESSAGE_STOP;
        if (ends && endsHere(out)) {
            out.completed();
        }
        event.release();
    }

    /** A stream that breaks off behind the reason for its end lacks nothing but the mark. */
    @Override
    public boolean endsHere(StreamOut out) {
        ChunkWriter to = chunks;
        if (!finished || to == null) {
            return false;
        }
        out.event(to.usage(usage.canonical()));
        return true;
    }

    private void start(byte[] data) throws JsonSyntaxException {
        if (!event.has(event.message, JsonKind.OBJECT)) {
            return;
        }
        JsonFields message = fields(data, event.message);
        chunks = new ChunkWriter(AnthropicJson.text(message, "id"), created, AnthropicJson.text(message, "model"));
        OptionalInt used = message.find("usage");
        if (used.isPresent() && message.kind(used.getAsInt()) == JsonKind.OBJECT) {
            usage.add(message.object(used.getAsInt()));
        }
    }

    private void begin(ChunkWriter to, StreamOut out) {
        if (!begun) {
            begun = true;
            out.event(to.role(0));
        }
    }

    private void blockStart(byte[] data, ChunkWriter to, StreamOut out) throws JsonSyntaxException {
        begin(to, out);
        if (!event.has(event.block, JsonKind.OBJECT)) {
            return;
        }
        JsonFields fields = fields(data, event.block);
        StreamBlock.Kind kind = kind(fields);
        if (kind != StreamBlock.Kind.OTHER) {
            extras.handOnDetails((name, json) -> out.event(to.field(0, name, json, 0, json.length)));
        }
        int call = kind == StreamBlock.Kind.CALL ? calls++ : 0;
        StreamBlock block = new StreamBlock(
                event.index(), kind, call, characters, Arrays.copyOfRange(data, event.block.from, event.block.to));
        open.add(block);
        switch (kind) {
            case TEXT -> said(block, data, AnthropicJson.string(fields, "text"), fields, to, out);
            case THINKING -> {
                said(block, data, AnthropicJson.string(fields, "thinking"), fields, to, out);
                AnthropicJson.string(fields, "signature")
                        .ifPresent(field -> block.sign(data, fields.valueStart(field), fields.valueEnd(field)));
            }
            case CALL -> {
                OptionalInt id = AnthropicJson.string(fields, "id");
                OptionalInt name = AnthropicJson.string(fields, "name");
                if (id.isEmpty() || name.isEmpty()) {
                    out.failed(faults.broken("its stream has a tool_use without id or name"));
                    return;
                }
                out.event(to.toolCall(0, call, fields.valueBytes(id.getAsInt()), fields.valueBytes(name.getAsInt())));
            }
            case JSON, OTHER -> {}
        }
    }

    private StreamBlock.Kind kind(JsonFields block) {
        return switch (AnthropicJson.text(block, "type")) {
            case "text" -> StreamBlock.Kind.TEXT;
            case "thinking" -> StreamBlock.Kind.THINKING;
            case "tool_use" -> JsonTool.is(block, request) ? StreamBlock.Kind.JSON : StreamBlock.Kind.CALL;
            default -> StreamBlock.Kind.OTHER;
        };
    }

    /** What a block begins with, which is nothing mostly. */
    private void said(
            StreamBlock block, byte[] data, OptionalInt field, JsonFields fields, ChunkWriter to, StreamOut out) {
        if (field.isPresent()) {
            piece(block, data, fields.valueStart(field.getAsInt()), fields.valueEnd(field.getAsInt()), to, out);
        }
    }

    private void delta(byte[] data, ChunkWriter to, StreamOut out) throws JsonSyntaxException {
        StreamBlock block = block();
        Place piece = event.piece;
        if (block == null || finished) {
            return;
        }
        if (event.has(piece, JsonKind.STRING)) {
            if (event.is(event.deltaType, "signature_delta")) {
                block.sign(data, piece.from, piece.to);
            } else {
                piece(block, data, piece.from, piece.to, to, out);
            }
        } else if (event.has(piece, JsonKind.OBJECT)) {
            block.cite(data, piece.from, piece.to);
        }
        if (block.kind != StreamBlock.Kind.TEXT && block.length() + extras.length() > MAX_HELD_BYTES) {
            out.failed(faults.broken("its stream has a block of more than " + MAX_HELD_BYTES + " bytes"));
        }
    }

    /** A piece of what a block says: a JSON string. */
    private void piece(StreamBlock block, byte[] data, int from, int to, ChunkWriter chunk, StreamOut out) {
        if (to - from == 2) {
            return;
        }
        switch (block.kind) {
            case TEXT -> {
                characters += JsonText.codePoints(data, from, to);
                out.event(chunk.content(0, data, from, to));
            }
            case THINKING -> {
                block.think(data, from, to);
                out.event(chunk.reasoning(0, data, from, to));
            }
            case CALL -> {
                block.hasInput = true;
                out.event(chunk.toolArguments(0, block.call, data, from, to));
            }
            case JSON -> {
                block.hasInput = true;
                out.event(chunk.content(0, data, from, to));
            }
            case OTHER -> block.input(data, from, to);
        }
    }

    private void blockStop(StreamBlock block, ChunkWriter to, StreamOut out) throws JsonSyntaxException {
        open.remove(block);
        switch (block.kind) {
            case TEXT -> {
                for (JsonFields citation : block.citations()) {
                    Citations.add(citation, block.start, characters, extras);
                }
            }
            case CALL -> {
                if (!block.hasInput) {
                    byte[] input = block.firstInput();
                    out.event(to.toolArgumentsOf(0, block.call, input, 0, input.length));
                }
            }
            case JSON -> {
                if (!block.hasInput) {
                    byte[] input = block.firstInput();
                    byte[] quoted = AnthropicJson.quoted(input, 0, input.length);
                    out.event(to.content(0, quoted, 0, quoted.length));
                }
            }
            case THINKING, OTHER -> {
                block.whole().ifPresent(whole -> extras.giveBack(whole, 0, whole.length));
            }
        }
    }

    private void messageDelta(byte[] data, ChunkWriter to, StreamOut out) throws JsonSyntaxException {
        begin(to, out);
        if (event.has(event.usage, JsonKind.OBJECT)) {
            usage.add(fields(data, event.usage));
        }
        if (finished || !event.has(event.stopReason, JsonKind.STRING)) {
            return;
        }
        finished = true;
        while (!open.isEmpty()) {
            blockStop(open.getFirst(), to, out);
        }
        StopReason stop = StopReason.of(JsonText.unquote(data, event.stopReason.from, event.stopReason.to), calls > 0);
        if (event.has(event.stopDetails, JsonKind.OBJECT)) {
            JsonFields said = fields(data, event.stopDetails);
            AnthropicJson.string(said, "explanation")
                    .ifPresent(field -> out.event(to.refusal(0, data, said.valueStart(field), said.valueEnd(field))));
        }
        extras.handOn((name, json) -> out.event(to.field(0, name, json, 0, json.length)));
        if (event.has(event.stopSequence, JsonKind.STRING)) {
            out.event(to.field(0, "stop_sequence", data, event.stopSequence.from, event.stopSequence.to));
        }
        stop.told()
                .map(JsonText::quote)
                .ifPresent(word -> out.event(to.field(0, "native_finish_reason", word, 0, word.length)));
        out.event(to.finish(0, stop.reason()));
    }

    /** The open block to which the event belongs: the last one where it does not say. */
    private @Nullable StreamBlock block() {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (event.index() == AnthropicEvent.ABSENT || open.get(i).index == event.index()) {
                return open.get(i);
            }
        }
        return null;
    }

    private static JsonFields fields(byte[] data, Place place) throws JsonSyntaxException {
        return JsonFields.scanAnswer(data, place.from, place.to, MAX_DEPTH);
    }
}
