package dev.sprue.gateway.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns text into JSON strings and back. */
public final class JsonText {

    private JsonText() {}

    /**
     * {@code text} as a JSON string with its quotes, in UTF-8. A surrogate without its other half, which UTF-8 cannot
     * hold, is escaped.
     */
    public static byte[] quote(String text) {
        byte[] plain = quotePlain(text);
        return plain != null ? plain : quoteAny(text);
    }

    /** Quotes a text of nothing but printable ASCII without marks to be escaped, as nearly all are; null for any other. */
    private static byte @Nullable [] quotePlain(String text) {
        int length = text.length();
        byte[] quoted = new byte[length + 2];
        quoted[0] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return null;
            }
            quoted[i + 1] = (byte) c;
        }
        quoted[length + 1] = '"';
        return quoted;
    }

    private static byte[] quoteAny(String text) {
        ByteArrayOutputStream quoted = new ByteArrayOutputStream(text.length() + 16);
        quoted.write('"');
        int from = 0;
        for (int lone = loneSurrogate(text, 0); lone >= 0; lone = loneSurrogate(text, from)) {
            quoted.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text.substring(from, lone)));
            quoted.writeBytes(("\\u" + Integer.toHexString(text.charAt(lone))).getBytes(StandardCharsets.US_ASCII));
            from = lone + 1;
        }
        quoted.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text.substring(from)));
        quoted.write('"');
        return quoted.toByteArray();
    }

    /** JSON text with every surrogate without its other half, which UTF-8 cannot hold, escaped as in {@link #quote}. */
    public static String withLoneSurrogatesEscaped(String json) {
        int lone = loneSurrogate(json, 0);
        if (lone < 0) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        int from = 0;
        while (lone >= 0) {
            escaped.append(json, from, lone).append("\\u").append(Integer.toHexString(json.charAt(lone)));
            from = lone + 1;
            lone = loneSurrogate(json, from);
        }
        return escaped.append(json, from, json.length()).toString();
    }

    /** The place at or after {@code from} of a surrogate without its other half; -1 if there is none. */
    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /**
     * The text of the JSON string that stands, quotes included, at {@code [start, end)}. An escape that JSON does not
     * know, which only an upstream's text can have, gives the character behind its backslash.
     */
    public static String unquote(byte[] bytes, int start, int end) {
        for (int i = start + 1; i < end - 1; i++) {
            if (bytes[i] == '\\') {
                return unescape(new String(bytes, start + 1, end - start - 2, StandardCharsets.UTF_8));
            }
        }
        return new String(bytes, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }

    /** How many code points the text of a JSON string has that stands, quotes included, at {@code [start, end)}. */
    public static int codePoints(byte[] bytes, int start, int end) {
        int count = 0;
        int i = start + 1;
        while (i < end - 1) {
            byte b = bytes[i];
            if (b == '\\' && bytes[i + 1] == 'u') {
                count += isLowSurrogate(bytes, i + 2, end) ? 0 : 1;
                i += 6;
            } else {
                // All bytes of a character but its first look like this in UTF-8.
                count += (b & 0xC0) == 0x80 ? 0 : 1;
                i += b == '\\' ? 2 : 1;
            }
        }
        return count;
    }

    /** Whether the four hexadecimal digits there are the second half of a character. */
    private static boolean isLowSurrogate(byte[] bytes, int at, int end) {
        return at + 1 < end
                && (bytes[at] | 0x20) == 'd'
                && (bytes[at + 1] | 0x20) >= 'c'
                && (bytes[at + 1] | 0x20) <= 'f';
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                i++;
                continue;
            }
            char escaped = text.charAt(i + 1);
            if (escaped == 'u' && isHex(text, i + 2)) {
                out.append((char) Integer.parseInt(text, i + 2, i + 6, 16));
                i += 6;
            } else {
                out.append(
                        switch (escaped) {
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> escaped;
                        });
                i += 2;
            }
        }
        return out.toString();
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < from + 4; i++) {
            if (i >= text.length() || text.charAt(i) >= 0x80 || Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
