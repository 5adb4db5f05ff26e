package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.http.egress.RemoteUrl;
import dev.sprue.gateway.json.JsonCharacters;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.Locale;
import java.util.Set;

/**
 * Checks pictures and sounds: data URLs (RFC 2397) in base64 and of a known media type, remote URLs, and base64 alone.
 * Megabytes of it are read in place, once, without a copy.
 */
public final class MediaChecks {

    private static final int MAX_SCHEME_CHARS = 8;
    private static final int MAX_TYPE_CHARS = 200;
    private static final String DATA = "data";

    private static final Kind IMAGE = new Kind(
            "image",
            "data:image/png;base64,...",
            Set.of("png", "jpeg", "jpg", "gif", "webp", "bmp", "tiff", "avif", "heic", "heif"));
    private static final Kind AUDIO = new Kind(
            "audio",
            "data:audio/wav;base64,...",
            Set.of(
                    "wav",
                    "x-wav",
                    "wave",
                    "vnd.wave",
                    "mpeg",
                    "mp3",
                    "mpga",
                    "ogg",
                    "opus",
                    "flac",
                    "x-flac",
                    "aac",
                    "mp4",
                    "m4a",
                    "x-m4a",
                    "webm"));

    /**
     * What a URL leads to.
     *
     * @param type the first half of its media type
     * @param example a data URL of that kind
     * @param subtypes the second halves that are known
     */
    private record Kind(String type, String example, Set<String> subtypes) {

        boolean knows(String mediaType) {
            int slash = mediaType.indexOf('/');
            return slash >= 0
                    && mediaType.substring(0, slash).equals(type)
                    && subtypes.contains(mediaType.substring(slash + 1));
        }
    }

    private MediaChecks() {}

    /** A picture: a data URL or an http(s) URL. */
    public static void image(JsonValue url) {
        url(url, IMAGE);
    }

    /** A sound: a data URL or an http(s) URL. */
    public static void audio(JsonValue url) {
        url(url, AUDIO);
    }

    /** A picture in a data URL. */
    public static void imageData(JsonValue url) {
        ValueChecks.kind(url, JsonKind.STRING);
        JsonCharacters text = url.characters();
        if (!scheme(text).equals(DATA)) {
            throw ValueChecks.wrong(url, "it is no data URL", "a data URL, " + IMAGE.example);
        }
        data(url, text, IMAGE);
    }

    private static void url(JsonValue url, Kind kind) {
        ValueChecks.kind(url, JsonKind.STRING);
        JsonCharacters text = url.characters();
        switch (scheme(text)) {
            case DATA -> data(url, text, kind);
            case "http", "https" -> remote(url);
            default ->
                throw ValueChecks.wrong(
                        url,
                        "it is neither a data URL nor an http(s) URL",
                        "a data URL (" + kind.example + ") or a URL that begins with https:// or http://");
        }
    }

    /** What stands before the first colon, in lower case, if that can be a scheme at all. */
    private static String scheme(JsonCharacters text) {
        StringBuilder scheme = new StringBuilder(MAX_SCHEME_CHARS);
        for (int c = text.next(); c != ':'; c = text.next()) {
            if (c < 0 || scheme.length() == MAX_SCHEME_CHARS) {
                return "";
            }
            scheme.append((char) c);
        }
        return scheme.toString().toLowerCase(Locale.ROOT);
    }

    private static void remote(JsonValue url) {
        try {
            // Every character of JSON text is at most six bytes.
            RemoteUrl.parse(
                    url.rawLength() > RemoteUrl.MAX_CHARS * 6 ? "x".repeat(RemoteUrl.MAX_CHARS + 1) : url.text());
        } catch (RemoteUrl.BadUrlException bad) {
            throw ValueChecks.wrong(
                    url, "it " + bad.problem(), "an http(s) URL with a host and without credentials, or a data URL");
        }
    }

    /** @param text stands behind the scheme's colon */
    private static void data(JsonValue url, JsonCharacters text, Kind kind) {
        StringBuilder type = new StringBuilder(24);
        for (int c = text.next(); c != ','; c = text.next()) {
            if (c < 0 || type.length() == MAX_TYPE_CHARS) {
                throw ValueChecks.wrong(url, "its media type does not end in a comma", "a data URL, " + kind.example);
            }
            type.append((char) c);
        }
        String[] parts = type.toString().toLowerCase(Locale.ROOT).split(";", -1);
        if (parts.length < 2 || !parts[parts.length - 1].strip().equals("base64")) {
            throw ValueChecks.wrong(url, "its data is not in base64", "a data URL, " + kind.example);
        }
        if (!kind.knows(parts[0].strip())) {
            throw ValueChecks.wrong(
                    url,
                    "its media type is none that is known here",
                    "one of "
                            + String.join(
                                    ", ",
                                    kind.subtypes.stream()
                                            .sorted()
                                            .map(name -> kind.type + "/" + name)
                                            .toList()));
        }
        base64(url, text);
    }

    /** Base64 and nothing else. */
    public static void base64(JsonValue data) {
        ValueChecks.kind(data, JsonKind.STRING);
        base64(data, data.characters());
    }

    /**
     * Base64 of either alphabet of RFC 4648, as protocol buffers have it in JSON.
     *
     * @return whether it is of the usual alphabet and padded
     */
    public static boolean eitherBase64(JsonValue data) {
        ValueChecks.kind(data, JsonKind.STRING);
        return base64(data, data.characters(), true);
    }

    private static void base64(JsonValue value, JsonCharacters text) {
        base64(value, text, false);
    }

    /** RFC 4648, section 4; line breaks are let through, and padding may be missing, as many readers take it. */
    private static boolean base64(JsonValue value, JsonCharacters text, boolean either) {
        boolean usual = true;
        int digits = 0;
        int padding = 0;
        for (int c = text.next(); c >= 0; c = text.next()) {
            if (c == '=') {
                padding++;
            } else if (!isBreak(c)) {
                boolean other = either && (c == '-' || c == '_');
                usual &= !other;
                if (!(other || isDigit(c)) || padding > 0) {
                    throw ValueChecks.wrong(
                            value,
                            padding > 0
                                    ? "its base64 goes on after its padding"
                                    : "it has a character that is none of base64",
                            "base64 of the alphabet with '+' and '/'");
                }
                digits++;
            }
        }
        if (digits == 0) {
            throw ValueChecks.wrong(value, "it holds no data", "the file in base64");
        }
        if (digits % 4 == 1 || padding > 2 || (padding > 0 && (digits + padding) % 4 != 0)) {
            throw ValueChecks.wrong(value, "its base64 is cut off or padded wrongly", "the whole file in base64");
        }
        return usual && (digits + padding) % 4 == 0;
    }

    private static boolean isDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    private static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == ' ' || c == '\t';
    }
}
