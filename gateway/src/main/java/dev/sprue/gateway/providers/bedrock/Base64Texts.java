package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;

/** Joins pieces of bytes that came in base64, each of which may end in padding. */
final class Base64Texts {

    private Base64Texts() {}

    /** The pieces as one JSON string in base64; a single piece, as nearly all are, as it came. */
    static byte[] joined(List<byte[]> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            bytes.writeBytes(decoded(JsonText.unquote(piece, 0, piece.length)));
        }
        return JsonText.quote(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    /** What is no base64 tells nothing that anybody could want back. */
    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
