package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.requests.MediaChecks;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.inference.TranslatedFields;
import dev.sprue.gateway.json.JsonCharacters;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes parts that are texts, pictures, sounds and files as canonical content. */
final class PartWriter {

    private static final Map<String, String> SOUNDS = Map.of(
            "audio/wav", "wav", "audio/x-wav", "wav", "audio/wave", "wav", "audio/mp3", "mp3", "audio/mpeg", "mp3");
    private static final Set<String> FIELDS =
            Set.of("text", "inlineData", "fileData", "thought", "thoughtSignature", "partMetadata");

    private final JsonWriter out;

    PartWriter(JsonWriter out) {
        this.out = out;
    }

    /** Writes parts as content: one text as a string, which every server takes, others as parts. */
    void content(List<ProtoObject> parts) {
        if (parts.isEmpty()) {
            out.string("");
        } else if (parts.size() == 1 && parts.getFirst().get("text") instanceof JsonValue text) {
            ValueChecks.kind(text, JsonKind.STRING);
            out.raw(text);
        } else {
            out.beginArray();
            parts.forEach(this::part);
            out.endArray();
        }
    }

    private void part(ProtoObject part) {
        part.only(FIELDS);
        JsonValue text = part.get("text");
        JsonValue inline = part.get("inlineData");
        JsonValue file = part.get("fileData");
        out.beginObject();
        if (text != null) {
            ValueChecks.kind(text, JsonKind.STRING);
            out.name("type").string("text").name("text").raw(text);
        } else if (inline != null) {
            inline(ProtoObject.of(inline));
        } else if (file != null) {
            file(ProtoObject.of(file));
        } else {
            throw ValueChecks.missing(part.value(), "text");
        }
        out.endObject();
    }

    private void inline(ProtoObject blob) {
        String type = type(blob.require("mimeType", JsonKind.STRING));
        JsonValue data = blob.require("data", JsonKind.STRING);
        boolean usual = MediaChecks.eitherBase64(data);
        String sound = SOUNDS.get(type);
        if (sound != null) {
            out.name("type").string("input_audio").name("input_audio").beginObject();
            byte[] head = {'"'};
            out.name("data").raw(head, 0, 1);
            rest(data, usual);
            out.name("format").string(sound).endObject();
            return;
        }
        beginFile(type);
        byte[] head = JsonText.quote("data:" + type + ";base64,");
        out.raw(head, 0, head.length - 1);
        rest(data, usual);
        out.endObject();
    }

    /** The base64 behind an opening quote, and the closing one; in the usual alphabet with its padding, which all servers read. */
    private void rest(JsonValue data, boolean usual) {
        if (usual) {
            out.verbatim(data.bytes(), data.start() + 1, data.end());
            return;
        }
        byte[] rest = new byte[data.rawLength() + 3];
        int length = 0;
        JsonCharacters digits = data.characters();
        for (int c = digits.next(); c >= 0; c = digits.next()) {
            if (c > ' ' && c != '=') {
                rest[length++] = (byte) (c == '-' ? '+' : c == '_' ? '/' : c);
            }
        }
        while (length % 4 != 0) {
            rest[length++] = '=';
        }
        rest[length++] = '"';
        out.verbatim(rest, 0, length);
    }

    private void file(ProtoObject file) {
        JsonValue uri = file.require("fileUri", JsonKind.STRING);
        JsonValue type = file.get("mimeType");
        beginFile(type == null ? "" : type(type));
        out.raw(uri).endObject();
        if (type != null) {
            out.name(TranslatedFields.MEDIA_TYPE).raw(type);
        }
    }

    private void beginFile(String type) {
        if (type.startsWith("image/")) {
            out.name("type").string("image_url").name("image_url").beginObject().name("url");
        } else {
            out.name("type").string("file").name("file").beginObject().name("file_data");
        }
    }

    private static String type(JsonValue type) {
        return ValueChecks.text(type, 1, 200).toLowerCase(Locale.ROOT);
    }
}
