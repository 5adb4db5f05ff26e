package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonValue;

/**
 * An estimate of the tokens that a canonical body has for a model, from its characters: every model cuts texts in its own way,
 * and Sprue has none of these at hand. A token is four characters of ASCII, or one other character; the names of fields count,
 * as what a model's template puts around a text does; a picture or file counts as {@value #FILE_TOKENS}.
 */
public final class TokenEstimate {

    /** The header that names the fields of an answer which are estimates. */
    public static final CharSequence HEADER = Headers.value("x-sprue-estimated");

    /** Tokens of a picture or file. */
    static final int FILE_TOKENS = 1_000;

    private static final int ASCII_PER_TOKEN = 4;
    private static final String[] READ = {"messages", "tools", "response_format"};

    private long ascii;
    private long others;
    private long files;

    private TokenEstimate() {}

    /** The estimate, at least 1. */
    public static long of(JsonFields canonical) {
        TokenEstimate estimate = new TokenEstimate();
        for (String field : READ) {
            RequestBody.present(canonical, field).ifPresent(value -> estimate.add(canonical.bytes(), value));
        }
        return Math.max(
                1, Math.ceilDiv(estimate.ascii, ASCII_PER_TOKEN) + estimate.others + FILE_TOKENS * estimate.files);
    }

    private void add(JsonBytes bytes, JsonValue value) {
        for (int i = value.start(); i < value.end(); i++) {
            byte b = bytes.at(i);
            if (b == '"') {
                i = string(bytes, i);
            } else if (b > ' ' && b != ',' && b != ':' && b != '{' && b != '}' && b != '[' && b != ']') {
                ascii++;
            }
        }
    }

    /** Offset of the closing quote. */
    private int string(JsonBytes bytes, int start) {
        long before = ascii;
        int i = start + 1;
        for (; bytes.at(i) != '"'; i++) {
            byte b = bytes.at(i);
            if (b == '\\') {
                i += bytes.at(i + 1) == 'u' ? 5 : 1;
                ascii++;
            } else if (b >= 0) {
                ascii++;
            } else if ((b & 0xC0) == 0xC0) {
                others++;
            }
        }
        if (isDataUrl(bytes, start, i)) {
            ascii = before;
            files++;
        }
        return i;
    }

    private static boolean isDataUrl(JsonBytes bytes, int start, int end) {
        String mark = "data:";
        if (end - start <= mark.length()) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if (bytes.at(start + 1 + i) != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
