package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.http.egress.MediaFormat;
import dev.sprue.gateway.http.egress.RemoteFile;
import dev.sprue.gateway.json.JsonCharacters;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A part of a message whose picture or sound lies at an http(s) URL.
 *
 * @param kind what lies there
 * @param type the part's type
 * @param url the URL
 * @param from offset of the name of the field that holds the URL's object
 * @param to offset after that object
 */
record RemotePart(MediaFormat.Kind kind, JsonValue type, JsonValue url, int from, int to) {

    private static final byte[] INPUT_AUDIO = JsonText.quote("input_audio");

    /** The remote parts of a chat body that has been checked, in order. */
    static List<RemotePart> of(JsonFields body) {
        List<RemotePart> parts = new ArrayList<>();
        body.find("messages").ifPresent(messages -> JsonValue.of(body, messages)
                .items(message -> field(message, message.fields(), "content")
                        .filter(content -> content.kind() == JsonKind.ARRAY)
                        .ifPresent(content -> content.items(part -> of(part).ifPresent(parts::add)))));
        return parts;
    }

    /** What parts of others than users hold has not been checked: one that does not hold a URL is no remote one. */
    private static Optional<RemotePart> of(JsonValue part) {
        Optional<JsonValue> type = part.field("type", JsonKind.STRING);
        return switch (type.map(JsonValue::text).orElse("")) {
            case "image_url" -> of(part, type.get(), "image_url", MediaFormat.Kind.IMAGE);
            case "audio_url" -> of(part, type.get(), "audio_url", MediaFormat.Kind.AUDIO);
            default -> Optional.empty();
        };
    }

    private static Optional<RemotePart> of(JsonValue part, JsonValue type, String name, MediaFormat.Kind kind) {
        JsonFields fields = part.fields();
        OptionalInt holder = fields.find(name);
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        int at = holder.getAsInt();
        return part.field(fields, at)
                .field("url", JsonKind.STRING)
                .filter(RemotePart::isRemote)
                .map(url -> new RemotePart(kind, type, url, fields.keyStart(at), fields.valueEnd(at)));
    }

    /** By the first letter: a URL that has been checked begins with http or with data, and that may be megabytes long. */
    private static boolean isRemote(JsonValue url) {
        JsonCharacters text = url.characters();
        int first = text.next();
        return first == 'h' || first == 'H';
    }

    private static Optional<JsonValue> field(JsonValue parent, JsonFields fields, String name) {
        OptionalInt at = fields.find(name);
        return at.isEmpty() ? Optional.empty() : Optional.of(parent.field(fields, at.getAsInt()));
    }

    /** What {@link #put} puts in, for a file: a picture's data URL, or a sound as {@code input_audio}. */
    static byte[] encode(RemoteFile file) {
        MediaFormat format = file.format();
        return switch (format.kind()) {
            case IMAGE -> base64("\"data:" + format.mediaType() + ";base64,", file, "\"");
            case AUDIO -> base64("\"input_audio\":{\"data\":\"", file, "\",\"format\":\"" + format.word() + "\"}");
        };
    }

    private static byte[] base64(String before, RemoteFile file, String after) {
        ByteBuffer raw = ByteBuffer.wrap(
                file.bytes().array(),
                file.bytes().from(),
                file.bytes().to() - file.bytes().from());
        byte[] text = Base64.getEncoder().encode(raw).array();
        return ByteBuffer.allocate(before.length() + text.length + after.length())
                .put(before.getBytes(StandardCharsets.US_ASCII))
                .put(text)
                .put(after.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /** Puts an encoded file in the place of its URL; all else of the part stays. */
    void put(JsonSplicer splicer, byte[] encoded) {
        switch (kind) {
            case IMAGE -> splicer.put(url.start(), url.end(), encoded);
            case AUDIO -> {
                splicer.put(type.start(), type.end(), INPUT_AUDIO);
                splicer.put(from, to, encoded);
            }
        }
    }
}
