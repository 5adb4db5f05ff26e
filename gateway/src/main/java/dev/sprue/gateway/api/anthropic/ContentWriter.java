package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.requests.MediaChecks;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes blocks that users, systems and tools can say as parts of canonical content: texts, pictures, documents. Marks for
 * prompt caching go along, for the providers that know them.
 */
final class ContentWriter {

    static final String CACHE_CONTROL = "cache_control";

    private static final String[] IMAGE_TYPES = {"image/jpeg", "image/png", "image/gif", "image/webp"};

    private final JsonWriter out;

    ContentWriter(JsonWriter out) {
        this.out = out;
    }

    /** Writes a content that is a string or an array of texts. */
    void texts(JsonValue content) {
        if (content.kind() == JsonKind.STRING) {
            out.raw(content);
            return;
        }
        if (content.kind() != JsonKind.ARRAY) {
            throw ValueChecks.wrong(content, "it is " + content.kind().words(), "a string or an array of text blocks");
        }
        content.items(block -> ValueChecks.oneOf(ValueChecks.require(block, "type", JsonKind.STRING), "text"));
        List<JsonValue> blocks = Blocks.of(content);
        parts(blocks);
    }

    /** Writes blocks as content: one text without marks as a string, which every server takes, others as parts. */
    void parts(List<JsonValue> blocks) {
        if (blocks.isEmpty()) {
            out.string("");
            return;
        }
        blocks.forEach(block -> ValueChecks.kind(block, JsonKind.OBJECT));
        if (blocks.size() == 1 && isPlainText(blocks.getFirst())) {
            out.raw(ValueChecks.require(blocks.getFirst(), "text", JsonKind.STRING));
            return;
        }
        out.beginArray();
        blocks.forEach(this::part);
        out.endArray();
    }

    private static boolean isPlainText(JsonValue block) {
        JsonFields fields = block.fields();
        return ValueChecks.require(block, "type", JsonKind.STRING).isText("text")
                && ValueChecks.field(block, fields, CACHE_CONTROL) == null;
    }

    private void part(JsonValue block) {
        JsonFields fields = block.fields();
        out.beginObject();
        switch (ValueChecks.oneOf(ValueChecks.require(block, "type", JsonKind.STRING), "text", "image", "document")) {
            case "text" -> {
                out.name("type");
                out.string("text");
                out.name("text");
                out.raw(ValueChecks.require(block, "text", JsonKind.STRING));
            }
            case "image" -> image(ValueChecks.require(block, "source", JsonKind.OBJECT));
            default -> document(block, fields);
        }
        cacheControl(block, fields);
        out.endObject();
    }

    /** Writes the mark of a block, a tool or a request that has one. */
    void cacheControl(JsonValue block, JsonFields fields) {
        JsonValue mark = ValueChecks.field(block, fields, CACHE_CONTROL);
        if (mark != null) {
            ValueChecks.kind(mark, JsonKind.OBJECT);
            out.name(CACHE_CONTROL);
            out.raw(mark);
        }
    }

    private void image(JsonValue source) {
        out.name("type");
        out.string("image_url");
        out.name("image_url");
        out.beginObject();
        out.name("url");
        if (sourceType(source, "base64", "url").equals("url")) {
            JsonValue url = ValueChecks.require(source, "url", JsonKind.STRING);
            MediaChecks.image(url);
            out.raw(url);
        } else {
            JsonValue type = ValueChecks.require(source, "media_type", JsonKind.STRING);
            JsonValue data = ValueChecks.require(source, "data", JsonKind.STRING);
            MediaChecks.base64(data);
            dataUrl(ValueChecks.oneOf(type, IMAGE_TYPES), data);
        }
        out.endObject();
    }

    private void document(JsonValue block, JsonFields fields) {
        refuse(ValueChecks.field(block, fields, "context"));
        JsonValue citations = ValueChecks.field(block, fields, "citations");
        if (citations != null
                && citations.kind() == JsonKind.OBJECT
                && ValueChecks.field(citations, citations.fields(), "enabled") instanceof JsonValue enabled
                && enabled.raw().equals("true")) {
            throw ValueChecks.wrong(enabled, "citations are not served here", "false");
        }
        out.name("type");
        out.string("file");
        out.name("file");
        out.beginObject();
        JsonValue title = ValueChecks.field(block, fields, "title");
        if (title != null) {
            ValueChecks.kind(title, JsonKind.STRING);
            out.name("filename");
            out.raw(title);
        }
        JsonValue source = ValueChecks.require(block, "source", JsonKind.OBJECT);
        out.name("file_data");
        if (sourceType(source, "base64", "text").equals("text")) {
            ValueChecks.oneOf(ValueChecks.require(source, "media_type", JsonKind.STRING), "text/plain");
            byte[] text =
                    ValueChecks.require(source, "data", JsonKind.STRING).text().getBytes(StandardCharsets.UTF_8);
            byte[] data = Base64.getEncoder().encode(text);
            begin("text/plain").verbatim(data, 0, data.length).verbatim(Words.QUOTE, 0, 1);
        } else {
            JsonValue type = ValueChecks.require(source, "media_type", JsonKind.STRING);
            JsonValue data = ValueChecks.require(source, "data", JsonKind.STRING);
            MediaChecks.base64(data);
            dataUrl(ValueChecks.oneOf(type, "application/pdf"), data);
        }
        out.endObject();
    }

    private static void refuse(@Nullable JsonValue value) {
        if (value != null) {
            throw ValueChecks.wrong(value, "it is not served here", "the request without it");
        }
    }

    private static String sourceType(JsonValue source, String... types) {
        return ValueChecks.oneOf(ValueChecks.require(source, "type", JsonKind.STRING), types);
    }

    /** @param base64 a JSON string */
    private void dataUrl(String mediaType, JsonValue base64) {
        begin(mediaType).verbatim(base64.bytes(), base64.start() + 1, base64.end());
    }

    /** All of a data URL that stands before the data, its opening quote included. */
    private JsonWriter begin(String mediaType) {
        byte[] head = JsonText.quote("data:" + mediaType + ";base64,");
        return out.raw(head, 0, head.length - 1);
    }
}
