package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.MediaSource;
import dev.sprue.gateway.providers.canonical.Part;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From parts of a message's content to content blocks ({@code InputContentBlock} of the specification). */
final class AnthropicPartWriter {

    /** Blocks of the dialect itself that a caller may have put among the parts. */
    private static final Set<String> OWN_BLOCKS = Set.of("image", "document", "search_result");

    private static final String PDF = "application/pdf";
    private static final String CACHE_CONTROL = "cache_control";

    private final JsonWriter out;
    private final UnsayableFields unsayable;

    /** @param unsayable takes what the dialect has no block for */
    AnthropicPartWriter(JsonWriter out, UnsayableFields unsayable) {
        this.out = out;
        this.unsayable = unsayable;
    }

    /**
     * Whether a part says anything: the API refuses texts of nothing but white space, which many clients send beside calls of
     * tools, and which its own models write there.
     */
    static boolean says(Part part) {
        return switch (part) {
            case Part.Text text -> !Blank.is(text.text());
            case Part.Refusal refusal -> !Blank.is(refusal.text());
            case Part.Image image -> true;
            case Part.Audio audio -> true;
            case Part.File file -> true;
            case Part.Other other -> true;
        };
    }

    /** Whether a part of a tool's result says anything: white space may be all that a tool has to say. */
    static boolean saysAsResult(Part part) {
        return part instanceof Part.Text text ? text.text().rawLength() > 2 : says(part);
    }

    /** The text of content that is one text and nothing else, and can be written as a string. */
    static Optional<JsonValue> plain(List<Part> parts) {
        return parts.size() == 1
                        && parts.getFirst() instanceof Part.Text(JsonValue text, JsonValue raw)
                        && (raw.kind() == JsonKind.STRING
                                || raw.field(CACHE_CONTROL).isEmpty())
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Writes a part as an item of the array at hand. */
    void write(Part part) {
        switch (part) {
            case Part.Text(JsonValue text, JsonValue raw) -> text(text, raw);
            case Part.Refusal(JsonValue text, JsonValue raw) -> text(text, raw);
            case Part.Image image -> image(image);
            case Part.File file -> file(file);
            case Part.Audio audio -> unsayable.add(audio.raw(), "The model behind this deployment does not hear.");
            case Part.Other other -> {
                Optional<JsonValue> type = other.raw().field("type");
                if (type.filter(word -> OWN_BLOCKS.contains(word.text())).isPresent()) {
                    out.raw(other.raw());
                } else {
                    unsayable.add(
                            other.raw(),
                            "The model behind this deployment takes texts, images, and files with file_data.");
                }
            }
        }
    }

    private void text(JsonValue text, JsonValue raw) {
        out.beginObject().name("type").string("text").name("text").raw(text);
        cacheControl(raw);
        out.endObject();
    }

    private void image(Part.Image image) {
        out.beginObject().name("type").string("image").name("source");
        switch (image.source()) {
            case MediaSource.Data(String type, JsonBytes bytes, int from, int to) ->
                // The one is an alias of the other, and the API knows it by its name alone.
                base64(type.equals("image/jpg") ? "image/jpeg" : type, bytes, from, to);
            case MediaSource.Url(JsonValue url) -> url(url);
        }
        cacheControl(image.raw());
        out.endObject();
    }

    private void file(Part.File file) {
        out.beginObject().name("type").string("document").name("source");
        switch (file.source()) {
            case MediaSource.Data(String type, JsonBytes bytes, int from, int to)
            when type.startsWith("text/") -> plainText(file, bytes, from, to);
            case MediaSource.Data(String type, JsonBytes bytes, int from, int to)
            when type.equals(PDF) -> base64(type, bytes, from, to);
            case MediaSource.Data(String type, JsonBytes bytes, int from, int to) -> other(file);
            case MediaSource.Url(JsonValue url) -> other(file);
        }
        file.name().ifPresent(name -> out.name("title").raw(name));
        for (String own : List.of("context", "citations")) {
            file.raw().field(own).ifPresent(value -> out.name(own).raw(value));
        }
        cacheControl(file.raw());
        out.endObject();
    }

    private void other(Part.File file) {
        unsayable.add(
                file.raw(),
                "The model behind this deployment reads files of PDF or plain text, in a data URL in base64.");
        out.nothing();
    }

    private void base64(String type, JsonBytes bytes, int from, int to) {
        out.beginObject().name("type").string("base64").name("media_type").string(type);
        out.name("data").inside(bytes, from, to).endObject();
    }

    private void url(JsonValue url) {
        out.beginObject().name("type").string("url").name("url").raw(url).endObject();
    }

    /** Text goes as text: what is in base64 for us is not for the API. */
    private void plainText(Part.File file, JsonBytes bytes, int from, int to) {
        byte[] quoted = new byte[to - from + 2];
        quoted[0] = '"';
        bytes.copyTo(from, to, quoted, 1);
        quoted[quoted.length - 1] = '"';
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(JsonText.unquote(quoted, 0, quoted.length));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded))
                    .toString();
            out.beginObject().name("type").string("text").name("media_type").string("text/plain");
            out.name("data").string(text).endObject();
        } catch (CharacterCodingException | IllegalArgumentException noText) {
            unsayable.add(file.raw(), "The text of this file is not base64 of UTF-8.");
            out.nothing();
        }
    }

    /** Hands on a mark for the cache of prompts, which a caller may put on anything that the API caches. */
    void cacheControl(JsonValue holder) {
        if (holder.kind() == JsonKind.OBJECT) {
            holder.field(CACHE_CONTROL)
                    .ifPresent(value -> out.name(CACHE_CONTROL).raw(value));
        }
    }
}
