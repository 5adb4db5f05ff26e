package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From citations to OpenAI's {@code annotations}, where they name a web page; others, of documents and search results, are kept
 * as they are in {@code citations}.
 */
final class Citations {

    /** The field of a message for citations of web pages. */
    static final String ANNOTATIONS = "annotations";

    /** The field for all others. */
    static final String OTHERS = "citations";

    /** A citation whose text may still go on. */
    private record Pending(
            JsonRange raw,
            @Nullable JsonRange url,
            @Nullable JsonRange title) {}

    private final JsonCursor cursor = new JsonCursor();
    private final List<Pending> pending = new ArrayList<>(0);
    private final List<byte[]> annotations = new ArrayList<>(0);
    private final List<byte[]> others = new ArrayList<>(0);

    /** A citation of the text that is being written. */
    void add(JsonRange citation) throws JsonSyntaxException {
        JsonRange url = null;
        JsonRange title = null;
        cursor.over(citation.bytes(), citation.from(), citation.to());
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("title")) {
                title = JsonRange.of(cursor, citation.bytes());
            } else if (cursor.isField("location") && cursor.kind() == JsonKind.OBJECT) {
                url = url(citation.bytes());
            } else {
                cursor.skipValue();
            }
        }
        cursor.clear();
        pending.add(new Pending(citation, url, title != null && title.isString() ? title : null));
    }

    /** The address of a location that is a web page. */
    private @Nullable JsonRange url(byte[] bytes) throws JsonSyntaxException {
        JsonRange url = null;
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("web") && cursor.kind() == JsonKind.OBJECT) {
                cursor.enterObject();
                while (cursor.nextField()) {
                    boolean isUrl = cursor.isField("url");
                    JsonRange value = JsonRange.of(cursor, bytes);
                    url = isUrl && value.isString() ? value : url;
                }
            } else {
                cursor.skipValue();
            }
        }
        return url;
    }

    /** The text that the last citations belong to has ended. */
    void settle(int start, int end) {
        for (Pending citation : pending) {
            if (citation.url() == null) {
                others.add(citation.raw().copy());
            } else {
                annotations.add(annotation(citation.url(), citation.title(), start, end));
            }
        }
        pending.clear();
    }

    private static byte[] annotation(JsonRange url, @Nullable JsonRange title, int start, int end) {
        JsonWriter out = new JsonWriter(128);
        out.beginObject()
                .name("type")
                .string("url_citation")
                .name("url_citation")
                .beginObject();
        out.name("start_index").number(start).name("end_index").number(end);
        out.name("url").raw(url.bytes(), url.from(), url.to()).name("title");
        if (title == null) {
            out.string("");
        } else {
            out.raw(title.bytes(), title.from(), title.to());
        }
        return out.endObject().endObject().toBytes();
    }

    /** Those of web pages, as an array; nobody gets them again. */
    Optional<byte[]> takeAnnotations() {
        return take(annotations);
    }

    /** All others, likewise. */
    Optional<byte[]> takeOthers() {
        return take(others);
    }

    private static Optional<byte[]> take(List<byte[]> items) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        JsonWriter out = new JsonWriter(256).beginArray();
        items.forEach(out::raw);
        items.clear();
        return Optional.of(out.endArray().toBytes());
    }
}
