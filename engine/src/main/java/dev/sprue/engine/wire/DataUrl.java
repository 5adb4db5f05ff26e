package dev.sprue.engine.wire;

import java.util.Base64;
import java.util.Locale;

/** Files inside a request, as {@code data:image/png;base64,...} (RFC 2397). */
final class DataUrl {
    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";
    private static final int LONGEST_HEAD = 256;

    private DataUrl() {}

    /**
     * Returns the bytes. What the URL says of their kind is not looked at: the bytes tell.
     *
     * @throws ApiException 400 where it is no such URL, 422 where it is one of a remote file
     */
    static byte[] decode(String path, String url) {
        String start = url.substring(0, Math.min(url.length(), LONGEST_HEAD)).toLowerCase(Locale.ROOT);
        if (start.startsWith("http:") || start.startsWith("https:")) {
            throw ApiException.notSupported(
                    path,
                    "\"" + path
                            + "\" is the address of a remote file; this model does not fetch files. Send the picture"
                            + " itself as data:image/png;base64,...");
        }
        int comma = start.indexOf(',');
        if (!start.startsWith(SCHEME) || comma < 0 || !start.substring(0, comma).endsWith(BASE64)) {
            throw Fields.invalid(path, "is not a data URL; it must be like data:image/png;base64,...");
        }
        try {
            return Base64.getDecoder().decode(url.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            throw Fields.invalid(path, "has something after \"base64,\" that is not base64.");
        }
    }
}
