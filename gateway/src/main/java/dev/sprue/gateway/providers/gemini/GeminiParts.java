package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.inference.TranslatedFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.MediaSource;
import dev.sprue.gateway.providers.canonical.Part;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.Optional;

/** Writes the parts of messages: texts, pictures, sounds and files, in the request itself or by their address. */
final class GeminiParts {

    private final JsonWriter out;
    private final UnsayableFields unsayable;

    GeminiParts(JsonWriter out, UnsayableFields unsayable) {
        this.out = out;
        this.unsayable = unsayable;
    }

    void write(Part part) {
        write(part, Optional.empty());
    }

    /** @param signature the part's own, a string, which came with it from the model */
    void write(Part part, Optional<JsonValue> signature) {
        out.beginObject();
        switch (part) {
            case Part.Text(var text, var raw) -> out.name("text").raw(text);
            case Part.Refusal(var text, var raw) -> out.name("text").raw(text);
            case Part.Image image -> media(image.source(), type(image.raw()));
            case Part.File file -> media(file.source(), type(file.raw()));
            case Part.Audio(var data, var format, var raw) -> {
                out.name("inlineData").beginObject();
                out.name("mimeType").string("audio/" + format.text());
                out.name("data").raw(data).endObject();
            }
            case Part.Other(var raw) -> other(raw);
        }
        signature.ifPresent(text -> out.name("thoughtSignature").raw(text));
        out.endObject();
    }

    /** A part that is a file and nothing else. */
    void file(MediaSource source) {
        out.beginObject();
        media(source, Optional.empty());
        out.endObject();
    }

    /** The type of its file that a part tells itself: a string. */
    private static Optional<JsonValue> type(JsonValue part) {
        return part.field(TranslatedFields.MEDIA_TYPE, JsonKind.STRING);
    }

    private void media(MediaSource source, Optional<JsonValue> told) {
        switch (source) {
            case MediaSource.Data(var type, var bytes, var from, var to) -> {
                out.name("inlineData").beginObject();
                out.name("mimeType").string(type);
                out.name("data").inside(bytes, from, to).endObject();
            }
            case MediaSource.Url(var url) -> {
                out.name("fileData").beginObject();
                told.ifPresentOrElse(type -> out.name("mimeType").raw(type), () -> MediaTypes.of(url.text())
                        .ifPresent(type -> out.name("mimeType").string(type)));
                out.name("fileUri").raw(url).endObject();
            }
        }
    }

    /** Sounds and films by their address, as the Azure AI Model Inference API and others have them, and files that lie at Google. */
    private void other(JsonValue part) {
        String type = part.field("type")
                .filter(word -> word.kind() == JsonKind.STRING)
                .map(JsonValue::text)
                .orElse("");
        Optional<JsonValue> place =
                switch (type) {
                    case "audio_url", "video_url" -> part.field(type).flatMap(holder -> holder.field("url"));
                    case "file" -> part.field(type).flatMap(file -> file.field("file_id"));
                    default -> Optional.empty();
                };
        if (place.filter(text -> text.kind() == JsonKind.STRING).isPresent()) {
            media(MediaSource.of(place.get()), type(part));
        } else {
            unsayable.add(part, "The model behind this deployment takes no such part.");
        }
    }
}
