package dev.sprue.engine.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes a stream of server-sent events apart. */
final class SseReader {
    private static final JsonMapper MAPPER = new JsonMapper();

    private SseReader() {}

    /** Returns the JSON documents before {@code [DONE]}; fails where the framing is anything but plain data events. */
    static List<JsonNode> chunks(String stream) throws IOException {
        List<JsonNode> chunks = new ArrayList<>();
        String[] events = stream.split("\n\n", -1);
        for (int i = 0; i < events.length - 2; i++) {
            if (!events[i].startsWith("data: {") || events[i].contains("\n")) {
                throw new IOException("not a data event: " + events[i]);
            }
            chunks.add(MAPPER.readTree(events[i].substring("data: ".length())));
        }
        if (!events[events.length - 2].equals("data: [DONE]") || !events[events.length - 1].isEmpty()) {
            throw new IOException("the stream does not end with [DONE]");
        }
        return chunks;
    }

    static JsonNode json(String body) throws IOException {
        return MAPPER.readTree(body);
    }
}
