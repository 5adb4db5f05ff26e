package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonCharacters;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.MediaSource;
import dev.sprue.gateway.providers.canonical.Part;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** From parts of a message's content to content blocks ({@code ContentBlock} of the service's definition). */
final class ConverseBlockWriter {

    private static final Map<String, String> IMAGES = Map.of(
            "image/png", "png", "image/jpeg", "jpeg", "image/jpg", "jpeg", "image/gif", "gif", "image/webp", "webp");

    private static final Map<String, String> DOCUMENTS = Map.of(
            "application/pdf", "pdf",
            "text/csv", "csv",
            "application/msword", "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
            "application/vnd.ms-excel", "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
            "text/html", "html",
            "text/plain", "txt",
            "text/markdown", "md");

    private final JsonWriter out;
    private final UnsayableFields unsayable;
    private final DocumentNames names = new DocumentNames();

    /** @param unsayable takes what the API has no block for */
    ConverseBlockWriter(JsonWriter out, UnsayableFields unsayable) {
        this.out = out;
        this.unsayable = unsayable;
    }

    /** Whether a part says anything: the API refuses blocks of blank text, which many clients send beside calls of tools. */
    static boolean says(Part part) {
        return switch (part) {
            case Part.Text(JsonValue text, JsonValue raw) -> !isBlank(text);
            case Part.Refusal(JsonValue text, JsonValue raw) -> !isBlank(text);
            case Part.Image image -> true;
            case Part.Audio audio -> true;
            case Part.File file -> true;
            case Part.Other other -> true;
        };
    }

    /** Whether a part of a tool's result says anything: blanks may be what the tool gave. */
    static boolean saysInResult(Part part) {
        return !(part instanceof Part.Text(JsonValue text, JsonValue raw)) || text.rawLength() > 2;
    }

    /** Whether a string holds nothing but white space, which may be escaped; most end the search at the first character. */
    private static boolean isBlank(JsonValue text) {
        JsonCharacters characters = text.characters();
        int c;
        do {
            c = characters.next();
        } while (c >= 0 && c < 128 && Character.isWhitespace(c));
        return c < 0 || (c > 127 && text.text().isBlank());
    }

    /** Writes a part as an item of the array at hand. */
    void write(Part part) {
        switch (part) {
            case Part.Text(JsonValue text, JsonValue raw) -> text(text);
            case Part.Refusal(JsonValue text, JsonValue raw) -> text(text);
            case Part.Image image -> image(image);
            case Part.File file -> document(file);
            case Part.Audio audio -> audio(audio);
            case Part.Other(JsonValue raw) ->
                unsayable.add(
                        raw, "The model behind this deployment takes texts, images, sound and files with file_data.");
        }
    }

    /** Writes a part of a tool's result likewise. */
    void writeInResult(Part part) {
        if (part instanceof Part.Audio(JsonValue data, JsonValue format, JsonValue raw)) {
            unsayable.add(raw, "The model behind this deployment takes no sound in results of tools.");
        } else {
            write(part);
        }
    }

    private void text(JsonValue text) {
        out.beginObject().name("text").raw(text).endObject();
    }

    private void image(Part.Image image) {
        switch (image.source()) {
            case MediaSource.Data data -> {
                String format = IMAGES.get(data.mediaType());
                if (format == null) {
                    unsayable.add(
                            image.url(), "The model behind this deployment takes PNG, JPEG, GIF and WebP images.");
                } else {
                    source("image", format, data);
                }
            }
            case MediaSource.Url(JsonValue url) ->
                unsayable.add(url, "The model behind this deployment takes images in data URLs.");
        }
    }

    private void audio(Part.Audio audio) {
        out.beginObject()
                .name("audio")
                .beginObject()
                .name("format")
                .raw(audio.format())
                .name("source")
                .beginObject()
                .name("bytes")
                .raw(audio.data())
                .endObject()
                .endObject()
                .endObject();
    }

    private void document(Part.File file) {
        if (!(file.source() instanceof MediaSource.Data data)) {
            unsayable.add(file.raw(), "The model behind this deployment takes files in data URLs.");
            return;
        }
        String filename = file.name().map(JsonValue::text).orElse("");
        String image = IMAGES.get(data.mediaType());
        if (image != null) {
            source("image", image, data);
            return;
        }
        Optional<String> format =
                Optional.ofNullable(DOCUMENTS.get(data.mediaType())).or(() -> ending(filename));
        if (format.isEmpty()) {
            unsayable.add(
                    file.raw(),
                    "The model behind this deployment takes PDF, CSV, DOC, DOCX, XLS, XLSX, HTML, TXT and MD files.");
            return;
        }
        out.beginObject().name("document").beginObject();
        out.name("format").string(format.get()).name("name").string(names.of(filename));
        bytes(data);
        out.endObject().endObject();
    }

    /** The format that a file's name tells, where the media type tells none. */
    private static Optional<String> ending(String filename) {
        String ending = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return DOCUMENTS.values().stream().filter(ending::equals).findFirst();
    }

    private void source(String member, String format, MediaSource.Data data) {
        out.beginObject().name(member).beginObject().name("format").string(format);
        bytes(data);
        out.endObject().endObject();
    }

    /** The base64 as the caller wrote it. */
    private void bytes(MediaSource.Data data) {
        out.name("source")
                .beginObject()
                .name("bytes")
                .inside(data.bytes(), data.from(), data.to())
                .endObject();
    }
}
