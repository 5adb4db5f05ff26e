package dev.sprue.gateway.providers.gemini;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The media types of files by the end of their address, which Google wants to be told of files that it fetches. */
final class MediaTypes {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("gif", "image/gif"),
            Map.entry("heic", "image/heic"),
            Map.entry("heif", "image/heif"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/md"),
            Map.entry("csv", "text/csv"),
            Map.entry("html", "text/html"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp3", "audio/mp3"),
            Map.entry("flac", "audio/flac"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("aac", "audio/aac"),
            Map.entry("m4a", "audio/m4a"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mov", "video/mov"),
            Map.entry("mpeg", "video/mpeg"),
            Map.entry("webm", "video/webm"));

    private MediaTypes() {}

    /** Empty where the address does not tell. */
    static Optional<String> of(String url) {
        int end = url.length();
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '?' || c == '#') {
                end = i;
                break;
            }
        }
        String path = url.substring(0, end);
        int dot = path.lastIndexOf('.');
        return dot < path.lastIndexOf('/')
                ? Optional.empty()
                : Optional.ofNullable(TYPES.get(path.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }
}
