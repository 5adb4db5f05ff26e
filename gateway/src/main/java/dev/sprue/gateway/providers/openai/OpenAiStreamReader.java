package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.openai.OpenAiVariant.Difference;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.StreamOut;
import dev.sprue.gateway.providers.upstream.StreamReader;
import dev.sprue.gateway.reasoning.ReasoningFields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From the events of one of OpenAI's streams to canonical events, in one pass over the bytes of each; a second one only where
 * reasoning is not under its canonical name, or tool calls lack what clients need.
 */
final class OpenAiStreamReader implements StreamReader {

    /** What makes an event be written anew. */
    private static final int TO_EDIT = MessageLook.REASONING_BY_OTHER_NAME
            | MessageLook.BARE_TOOL_CALLS
            | MessageLook.NULLS
            | MessageLook.UNUSUAL_FINISH;

    private final Faults faults;
    private final boolean reasoningBeside;
    private final JsonCursor cursor = new JsonCursor();
    private boolean finishSeen;
    private boolean hasChoices;
    private boolean finishes;
    private int found;
    private @Nullable ToolCallRepair toolCalls;
    private boolean isError;
    private boolean hasUsage;
    private int usageStart;
    private int usageEnd;

    OpenAiStreamReader(Faults faults, OpenAiVariant variant) {
        this.faults = faults;
        this.reasoningBeside = variant.has(Difference.REASONING_BESIDE_COMPLETION);
    }

    @Override
    public void event(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        if (isDone(data, from, to)) {
            out.completed();
            return;
        }
        StreamEvent event = read(data, from, to);
        if (event == null) {
            out.failed(OpenAiErrorReader.readEvent(faults.provider(), data, from, to));
            return;
        }
        if ((found & MessageLook.UNUSUAL_FINISH) != 0) {
            Optional<String> gaveUp = FinishReasons.gaveUp(event.fields());
            if (gaveUp.isPresent()) {
                out.failed(
                        isError
                                ? OpenAiErrorReader.readEvent(faults.provider(), data, from, to)
                                : FinishReasons.fault(gaveUp.get(), faults));
                return;
            }
        }
        finishSeen |= event.finishes();
        out.event(event);
    }

    /** The mark at the end needs no empty line behind it. */
    @Override
    public void remainder(byte[] data, int from, int to, StreamOut out) {
        if (isDone(data, from, to)) {
            out.completed();
        }
    }

    /** A stream whose choices are finished is whole without the mark at the end, which some servers leave out. */
    @Override
    public boolean endsHere(StreamOut out) {
        return finishSeen;
    }

    /** Whether the data of an event is the mark that ends a stream. */
    private static boolean isDone(byte[] data, int from, int to) {
        return to - from >= 6
                && data[from] == '['
                && data[from + 1] == 'D'
                && data[from + 2] == 'O'
                && data[from + 3] == 'N'
                && data[from + 4] == 'E'
                && data[from + 5] == ']';
    }

    /**
     * Reads one chunk.
     *
     * @return null where it is not a chunk but a report of an error
     * @throws JsonSyntaxException if it is not a JSON object
     */
    private @Nullable StreamEvent read(byte[] data, int from, int to) throws JsonSyntaxException {
        StreamEvent event = readOnce(data, from, to);
        if (event == null || ((found & TO_EDIT) == 0 && !(reasoningBeside && hasUsage))) {
            return event;
        }
        byte[] canonical = canonical(JsonFields.scanAnswer(data, event.start(), event.end(), Integer.MAX_VALUE));
        return readOnce(canonical, 0, canonical.length);
    }

    private byte[] canonical(JsonFields chunk) throws JsonSyntaxException {
        JsonFields fields = chunk;
        if (reasoningBeside && hasUsage && UsageRepair.isDue(fields)) {
            fields = scanned(UsageRepair.repaired(fields));
        }
        if ((found & MessageLook.UNUSUAL_FINISH) != 0) {
            fields = scanned(FinishReasons.translated(fields));
        }
        if ((found & MessageLook.REASONING_BY_OTHER_NAME) != 0) {
            fields = scanned(ReasoningFields.renamed(fields, "delta"));
        }
        if ((found & MessageLook.NULLS) != 0) {
            fields = scanned(DeltaNulls.removed(fields));
        }
        if ((found & MessageLook.BARE_TOOL_CALLS) == 0) {
            return fields.bytes().copy(fields.start(), fields.end());
        }
        ToolCallRepair repair = toolCalls == null ? ToolCallRepair.ofStream() : toolCalls;
        toolCalls = repair;
        return repair.repaired(fields);
    }

    private static JsonFields scanned(byte[] chunk) throws JsonSyntaxException {
        return JsonFields.scanAnswer(chunk, 0, chunk.length, Integer.MAX_VALUE);
    }

    private @Nullable StreamEvent readOnce(byte[] data, int from, int to) throws JsonSyntaxException {
        hasChoices = false;
        finishes = false;
        found = MessageLook.NONE;
        isError = false;
        hasUsage = false;
        usageStart = -1;
        usageEnd = -1;
        cursor.over(data, from, to);
        cursor.enterObject();
        int start = cursor.offset() - 1;
        while (cursor.nextField()) {
            field(data);
        }
        int end = cursor.offset();
        cursor.end();
        // A stream can be silent for long, and would keep all that came with its last event.
        cursor.clear();
        if (isError && !hasChoices) {
            return null;
        }
        Optional<Usage> usage = hasUsage
                ? OpenAiUsageReader.read(JsonFields.scanAnswer(data, start, end, Integer.MAX_VALUE))
                : Optional.empty();
        return new StreamEvent(
                data,
                start,
                end,
                hasChoices,
                finishes,
                (found & MessageLook.REASONING) != 0,
                usage,
                usageStart,
                usageEnd);
    }

    private void field(byte[] data) throws JsonSyntaxException {
        if (cursor.isField("choices") && cursor.kind() == JsonKind.ARRAY) {
            choices(data);
            return;
        }
        if (cursor.isField("usage")) {
            usageStart = cursor.keyStart();
            hasUsage = cursor.kind() == JsonKind.OBJECT;
            cursor.skipValue();
            usageEnd = cursor.offset();
            return;
        }
        isError |= cursor.isField("error") && cursor.kind() != JsonKind.NULL;
        cursor.skipValue();
    }

    private void choices(byte[] data) throws JsonSyntaxException {
        cursor.enterArray();
        while (cursor.nextItem()) {
            hasChoices = true;
            cursor.enterObject();
            while (cursor.nextField()) {
                if (cursor.isField("delta")) {
                    found |= MessageLook.look(cursor, true);
                } else {
                    finishes |= cursor.isField("finish_reason") && cursor.kind() == JsonKind.STRING;
                    found |= MessageLook.finish(data, cursor);
                }
            }
        }
    }
}
