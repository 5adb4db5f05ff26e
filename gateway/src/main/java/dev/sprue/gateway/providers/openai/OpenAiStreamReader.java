package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonItems;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.OptionalInt;

/** From one event of OpenAI's stream to the canonical event. */
final class OpenAiStreamReader {

    private static final int MAX_DEPTH = 64;

    private OpenAiStreamReader() {}

    /** Whether the data of an event is the mark that ends a stream. */
    static boolean isDone(byte[] data, int length) {
        return length >= 6
                && data[0] == '['
                && data[1] == 'D'
                && data[2] == 'O'
                && data[3] == 'N'
                && data[4] == 'E'
                && data[5] == ']';
    }

    /**
     * Reads one chunk.
     *
     * @throws JsonSyntaxException if it is not a JSON object
     */
    static StreamEvent read(byte[] data, int length) throws JsonSyntaxException {
        // Line breaks can only be white space between tokens here, and must not reach an event stream.
        for (int i = 0; i < length; i++) {
            if (data[i] == '\n' || data[i] == '\r') {
                data[i] = ' ';
            }
        }
        JsonFields fields = JsonFields.scanAnswer(data, 0, length, MAX_DEPTH);
        boolean hasChoices = false;
        boolean finishes = false;
        OptionalInt choices = fields.find("choices");
        if (choices.isPresent() && fields.kind(choices.getAsInt()) == JsonKind.ARRAY) {
            JsonItems items = JsonItems.of(fields, choices.getAsInt());
            hasChoices = items.count() > 0;
            for (int i = 0; i < items.count(); i++) {
                JsonFields choice = items.object(i);
                OptionalInt reason = choice.find("finish_reason");
                finishes |= reason.isPresent() && choice.kind(reason.getAsInt()) == JsonKind.STRING;
            }
        }
        return new StreamEvent(fields, hasChoices, finishes, OpenAiUsageReader.read(fields));
    }
}
