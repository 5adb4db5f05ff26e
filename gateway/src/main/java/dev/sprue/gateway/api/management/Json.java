package dev.sprue.gateway.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.control.SystemData;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What many objects of this API have in common. */
public final class Json {

    private Json() {}

    /** Writes one thing of a list. */
    @FunctionalInterface
    public interface Item<T> {

        /** Writes it. */
        void write(JsonGenerator json, T item) throws IOException;
    }

    /** An answer with a list, or a page of one. */
    public static <T> ArmAnswer list(List<T> items, Optional<String> nextLink, Item<T> item) {
        return ArmAnswer.of(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("value");
            for (T one : items) {
                item.write(json, one);
            }
            json.writeEndArray();
            if (nextLink.isPresent()) {
                json.writeStringField("nextLink", nextLink.get());
            }
            json.writeEndObject();
        });
    }

    /** Writes who made and changed something. */
    public static void systemData(JsonGenerator json, SystemData data) throws IOException {
        json.writeObjectFieldStart("systemData");
        json.writeStringField("createdBy", data.createdBy());
        json.writeStringField("createdByType", type(data.createdBy()));
        json.writeStringField("createdAt", time(data.createdAt()));
        json.writeStringField("lastModifiedBy", data.lastModifiedBy());
        json.writeStringField("lastModifiedByType", type(data.lastModifiedBy()));
        json.writeStringField("lastModifiedAt", time(data.lastModifiedAt()));
        json.writeEndObject();
    }

    /** Who is not the holder of the token is the configuration. */
    private static String type(String actor) {
        return actor.equals(ManagementSurface.ADMIN) ? "Key" : "Application";
    }

    /** A time as RFC 3339 writes it, with milliseconds. */
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Writes an object of texts, in the order of their names. */
    public static void texts(JsonGenerator json, String name, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    /** Writes a field that is there where its value is. */
    public static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    /** Writes a number without a fraction where it has none. */
    static void number(JsonGenerator json, String name, double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            json.writeNumberField(name, (long) value);
        } else {
            json.writeNumberField(name, value);
        }
    }
}
