package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.canonical.AnswerExtras;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Citations of a text that may still go on, and what they come to when it has ended: whether each is of a web page or not. */
final class Citations {

    /** A citation whose text may still go on. */
    private record Pending(
            JsonRange raw,
            @Nullable JsonRange url,
            @Nullable JsonRange title) {}

    private final JsonCursor cursor = new JsonCursor();
    private final List<Pending> pending = new ArrayList<>(0);

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
    void settle(int start, int end, AnswerExtras extras) {
        for (Pending citation : pending) {
            JsonRange url = citation.url();
            JsonRange title = citation.title();
            if (url == null) {
                extras.cite(
                        citation.raw().bytes(),
                        citation.raw().from(),
                        citation.raw().to());
            } else {
                extras.annotate(url.copy(), title == null ? null : title.copy(), start, end);
            }
        }
        pending.clear();
    }
}
