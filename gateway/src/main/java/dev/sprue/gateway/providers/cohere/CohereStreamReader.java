package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.CanonicalUsage;
import dev.sprue.gateway.providers.canonical.ChunkWriter;
import dev.sprue.gateway.providers.canonical.FinishReason;
import dev.sprue.gateway.providers.canonical.MadeIds;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.StreamOut;
import dev.sprue.gateway.providers.upstream.StreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From the events of one of Cohere's streams to canonical chunks, by the same rules as {@link CohereAnswerReader}. Events of types that
 * are not known say nothing.
 */
final class CohereStreamReader implements StreamReader {

    private static final byte[] MESSAGE_END = ascii("\"message-end\"");
    private static final byte[] TOOL_CALL_START = ascii("\"tool-call-start\"");
    private static final byte[] TOOL_CALL_END = ascii("\"tool-call-end\"");
    private static final byte[] DONE = ascii("[DONE]");

    private final ProviderCall call;
    private final Faults faults;
    private final CohereEvent event = new CohereEvent();
    private @Nullable ChunkWriter chunks;
    private boolean thinks;
    private boolean plans;
    private int calls;

    /** Whether the call at hand still has no arguments. */
    private boolean bare;

    CohereStreamReader(ProviderCall call, Faults faults) {
        this.call = call;
        this.faults = faults;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void event(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        if (Arrays.equals(data, from, to, DONE, 0, DONE.length)) {
            return;
        }
        event.read(data, from, to);
        if (event.typeStart < 0) {
            out.failed(CohereErrorReader.underSuccess(
                    faults.provider(),
                    event.messageStart < 0
                            ? Optional.empty()
                            : Optional.of(JsonText.unquote(data, event.messageStart, event.messageEnd))));
            return;
        }
        ChunkWriter writer = chunks;
        if (writer == null) {
            writer = begin(data, out);
            chunks = writer;
        }
        if (is(data, MESSAGE_END)) {
            end(data, from, to, writer, out);
        } else {
            piece(data, writer, out);
        }
    }

    /** An event that says that the message has ended needs no empty line behind it. */
    @Override
    public void remainder(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        event.read(data, from, to);
        ChunkWriter writer = chunks;
        if (writer != null && event.typeStart >= 0 && is(data, MESSAGE_END)) {
            end(data, from, to, writer, out);
        }
    }

    private boolean is(byte[] data, byte[] type) {
        return Arrays.equals(data, event.typeStart, event.typeEnd, type, 0, type.length);
    }

    private ChunkWriter begin(byte[] data, StreamOut out) {
        String id =
                event.idStart < 0 ? MadeIds.answer(call.call()) : JsonText.unquote(data, event.idStart, event.idEnd);
        ChunkWriter writer = new ChunkWriter(id, System.currentTimeMillis() / 1_000, call.modelId());
        out.event(writer.role(0));
        return writer;
    }

    private void piece(byte[] data, ChunkWriter writer, StreamOut out) throws JsonSyntaxException {
        if (isSaid(event.textStart, event.textEnd)) {
            Optional<byte[]> logprobs = event.logprobsStart < 0 ? Optional.empty() : logprobs(data);
            out.event(
                    logprobs.isPresent()
                            ? writer.content(0, data, event.textStart, event.textEnd, logprobs.get())
                            : writer.content(0, data, event.textStart, event.textEnd));
        }
        if (isSaid(event.thinkingStart, event.thinkingEnd)) {
            thinks = true;
            out.event(writer.reasoning(0, data, event.thinkingStart, event.thinkingEnd));
        }
        if (isSaid(event.planStart, event.planEnd)) {
            plans = true;
            out.event(writer.reasoning(0, data, event.planStart, event.planEnd));
        }
        if (is(data, TOOL_CALL_START) && event.nameStart >= 0) {
            fillBare(writer, out);
            out.event(writer.toolCall(
                    0,
                    calls++,
                    isSaid(event.callIdStart, event.callIdEnd)
                            ? Arrays.copyOfRange(data, event.callIdStart, event.callIdEnd)
                            : MadeIds.toolCall(call.call(), calls - 1),
                    Arrays.copyOfRange(data, event.nameStart, event.nameEnd)));
            bare = true;
        }
        if (calls > 0 && isSaid(event.argumentsStart, event.argumentsEnd)) {
            bare = false;
            out.event(writer.toolArguments(0, calls - 1, data, event.argumentsStart, event.argumentsEnd));
        }
        if (is(data, TOOL_CALL_END)) {
            fillBare(writer, out);
        }
        if (event.citationsStart >= 0) {
            citation(data, writer, out);
        }
    }

    /** Whether a string is there, and not empty. */
    private static boolean isSaid(int start, int end) {
        return start >= 0 && end - start > 2;
    }

    /** The calls come one after the other; one without arguments has those of none. */
    private void fillBare(ChunkWriter writer, StreamOut out) {
        if (bare) {
            bare = false;
            out.event(writer.toolArguments(
                    0, calls - 1, CohereAnswerReader.NO_ARGUMENTS, 0, CohereAnswerReader.NO_ARGUMENTS.length));
        }
    }

    /** One at a time comes as an object, and is a list of one in a delta, which clients add to what they have. */
    private void citation(byte[] data, ChunkWriter writer, StreamOut out) {
        int from = event.citationsStart;
        int to = event.citationsEnd;
        if (data[from] == '{') {
            byte[] list = new JsonWriter(to - from + 2)
                    .beginArray()
                    .raw(data, from, to)
                    .endArray()
                    .toBytes();
            out.event(writer.field(0, "citations", list, 0, list.length));
        } else if (data[from] == '[' && to - from > 2) {
            out.event(writer.field(0, "citations", data, from, to));
        }
    }

    private Optional<byte[]> logprobs(byte[] data) throws JsonSyntaxException {
        JsonFields fields = JsonFields.scanAnswer(data, event.logprobsStart, event.logprobsEnd, Integer.MAX_VALUE);
        CohereLogprobs all = new CohereLogprobs();
        all.add(fields);
        return all.written();
    }

    private void end(byte[] data, int from, int to, ChunkWriter writer, StreamOut out) throws JsonSyntaxException {
        Optional<JsonValue> delta =
                JsonValue.of(JsonFields.scanAnswer(data, from, to, Integer.MAX_VALUE), "delta", JsonKind.OBJECT);
        Optional<JsonValue> reason = delta.flatMap(value -> value.field("finish_reason", JsonKind.STRING));
        Optional<Failure> failure = delta.flatMap(value -> value.field("error", JsonKind.STRING))
                .filter(words -> words.rawLength() > 2)
                .map(words -> CohereErrorReader.underSuccess(faults.provider(), Optional.of(words.text())))
                .or(() -> reason.flatMap(word -> CohereFinish.failure(word, faults)));
        if (failure.isPresent()) {
            out.failed(failure.get());
            return;
        }
        fillBare(writer, out);
        if (plans && !thinks) {
            out.event(writer.field(
                    0, "reasoning_details", CohereAnswerReader.PLANNED, 0, CohereAnswerReader.PLANNED.length));
        }
        FinishReason ordinary = calls > 0 ? FinishReason.tool_calls : FinishReason.stop;
        out.event(writer.finish(0, reason.map(CohereFinish::reason).orElse(ordinary)));
        out.event(writer.usage(delta.flatMap(value -> value.field("usage"))
                .map(CohereUsage::read)
                .orElse(CanonicalUsage.NONE)));
        out.completed();
    }
}
