package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What an answer has beside its texts and calls, collected into fields of the canonical message: {@code reasoning_details}, the
 * content blocks that the provider wants back with the next turn; {@code annotations}, citations of web pages as OpenAI has them;
 * {@code citations}, all others, as they came.
 */
public final class AnswerExtras {

    /** Takes the fields. */
    @FunctionalInterface
    public interface Taker {

        /** A field of the message or delta: JSON text. */
        void field(String name, byte[] json);
    }

    private @Nullable JsonWriter details;
    private @Nullable JsonWriter annotations;
    private @Nullable JsonWriter citations;

    /** A content block to be given back: JSON text. */
    public void giveBack(byte[] bytes, int from, int to) {
        details = begun(details).raw(bytes, from, to);
    }

    /**
     * A citation of a web page.
     *
     * @param url a JSON string
     * @param title a JSON string; null where there is none
     * @param start in how many characters the text that it belongs to begins
     * @param end in how many it ends
     */
    public void annotate(byte[] url, byte @Nullable [] title, long start, long end) {
        JsonWriter out = begun(annotations)
                .beginObject()
                .name("type")
                .string("url_citation")
                .name("url_citation")
                .beginObject()
                .name("start_index")
                .number(start)
                .name("end_index")
                .number(end)
                .name("url")
                .raw(url)
                .name("title")
                .raw(title == null ? "\"\"".getBytes(StandardCharsets.US_ASCII) : title);
        annotations = out.endObject().endObject();
    }

    /** Any other citation: JSON text. */
    public void cite(byte[] bytes, int from, int to) {
        citations = begun(citations).raw(bytes, from, to);
    }

    private static JsonWriter begun(@Nullable JsonWriter writer) {
        return writer == null ? new JsonWriter(256).beginArray() : writer;
    }

    /** Bytes that are held. */
    public int length() {
        return length(details) + length(annotations) + length(citations);
    }

    private static int length(@Nullable JsonWriter writer) {
        return writer == null ? 0 : writer.length();
    }

    /** Hands on the fields that there are. */
    public void handOn(Taker taker) {
        handOnDetails(taker);
        handOn("annotations", annotations, taker);
        handOn("citations", citations, taker);
        annotations = null;
        citations = null;
    }

    /** Hands on the content blocks that there are by now, for streams whose callers want them where they belong. */
    public void handOnDetails(Taker taker) {
        handOn("reasoning_details", details, taker);
        details = null;
    }

    private static void handOn(String name, @Nullable JsonWriter writer, Taker taker) {
        if (writer != null) {
            taker.field(name, writer.endArray().toBytes());
        }
    }
}
