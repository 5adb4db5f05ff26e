package dev.sprue.gateway.api.answers;

import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;

/** Moves what a stream reports as used from one chunk to another, or out of it. */
public final class ChunkUsage {

    private ChunkUsage() {}

    /**
     * A chunk with the usage that another one reports.
     *
     * @throws JsonSyntaxException where one of the two is not quite JSON, which only an editor notices
     */
    public static byte[] moved(StreamEvent report, StreamEvent chunk) throws JsonSyntaxException {
        JsonFields fields = report.fields();
        int usage = fields.find("usage").orElseThrow();
        return new JsonSplicer(chunk.fields())
                .set("usage", fields.valueBytes(usage))
                .splice();
    }

    /** The event without its usage field and one of the commas beside it; some servers send one in every event. */
    public static byte[] without(StreamEvent event) {
        byte[] bytes = event.bytes();
        int from = event.usageStart();
        int to = skipSpace(bytes, event.usageEnd());
        if (bytes[to] == ',') {
            to = skipSpace(bytes, to + 1);
        } else {
            to = event.usageEnd();
            int before = from - 1;
            while (before > event.start() && isSpace(bytes[before])) {
                before--;
            }
            from = bytes[before] == ',' ? before : from;
        }
        byte[] out = new byte[from - event.start() + event.end() - to];
        System.arraycopy(bytes, event.start(), out, 0, from - event.start());
        System.arraycopy(bytes, to, out, from - event.start(), event.end() - to);
        return out;
    }

    private static int skipSpace(byte[] bytes, int at) {
        int i = at;
        while (isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
