package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.Optional;

/** From one event of OpenAI's stream to the canonical event, in one pass over its bytes. */
final class OpenAiStreamReader {

    private final JsonCursor cursor;
    private boolean hasChoices;
    private boolean finishes;
    private boolean isError;
    private boolean hasUsage;
    private int usageStart = -1;
    private int usageEnd = -1;

    private OpenAiStreamReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Whether the data of an event is the mark that ends a stream. */
    static boolean isDone(byte[] data, int from, int to) {
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
     * @return empty where it is not a chunk but a report of an error
     * @throws JsonSyntaxException if it is not a JSON object
     */
    static Optional<StreamEvent> read(byte[] data, int from, int to) throws JsonSyntaxException {
        JsonCursor cursor = new JsonCursor(data, from, to);
        OpenAiStreamReader reader = new OpenAiStreamReader(cursor);
        cursor.enterObject();
        int start = cursor.offset() - 1;
        while (cursor.nextField()) {
            reader.field();
        }
        int end = cursor.offset();
        cursor.end();
        if (reader.isError && !reader.hasChoices) {
            return Optional.empty();
        }
        Optional<Usage> usage = reader.hasUsage
                ? OpenAiUsageReader.read(JsonFields.scanAnswer(data, start, end, Integer.MAX_VALUE))
                : Optional.empty();
        return Optional.of(new StreamEvent(
                data, start, end, reader.hasChoices, reader.finishes, usage, reader.usageStart, reader.usageEnd));
    }

    private void field() throws JsonSyntaxException {
        if (cursor.isField("choices") && cursor.kind() == JsonKind.ARRAY) {
            choices();
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

    private void choices() throws JsonSyntaxException {
        cursor.enterArray();
        while (cursor.nextItem()) {
            hasChoices = true;
            cursor.enterObject();
            while (cursor.nextField()) {
                finishes |= cursor.isField("finish_reason") && cursor.kind() == JsonKind.STRING;
                cursor.skipValue();
            }
        }
    }
}
