package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.Optional;

/**
 * Writes {@code cachePoint} blocks behind what callers mark with {@code cache_control}, as Anthropic's API has it: a part of a
 * message, a message, a tool.
 */
final class CachePoints {

    private static final String MARK = "cache_control";

    private final JsonWriter out;
    private final boolean marked;

    /** @param body the request, in most of which nothing is marked, so that nothing has to be looked into again */
    CachePoints(JsonFields body, JsonWriter out) {
        this.out = out;
        this.marked = mentions(body.bytes(), body.start(), body.end());
    }

    /** Writes one as an item of the array at hand, where the object is marked. */
    void after(JsonValue object) {
        if (!marked || object.kind() != JsonKind.OBJECT) {
            return;
        }
        Optional<JsonValue> mark = object.field(MARK).filter(value -> value.kind() == JsonKind.OBJECT);
        if (mark.isPresent()) {
            out.beginObject().name("cachePoint").beginObject().name("type").string("default");
            mark.get().field("ttl").filter(ttl -> ttl.kind() == JsonKind.STRING).ifPresent(ttl -> out.name("ttl")
                    .raw(ttl));
            out.endObject().endObject();
        }
    }

    /** Whether the mark's name stands anywhere: looked for from its end, a mark's length at a time. */
    private static boolean mentions(JsonBytes bytes, int from, int to) {
        int last = MARK.length() - 1;
        int at = from + last;
        while (at < to) {
            int place = MARK.lastIndexOf(bytes.at(at) & 0xFF);
            if (place < 0) {
                at += MARK.length();
            } else if (place < last) {
                at += last - place;
            } else if (isAt(bytes, at - last)) {
                return true;
            } else {
                at++;
            }
        }
        return false;
    }

    private static boolean isAt(JsonBytes bytes, int at) {
        for (int i = 0; i < MARK.length(); i++) {
            if (bytes.at(at + i) != MARK.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
