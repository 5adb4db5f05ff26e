package dev.sprue.gateway.http.server;

import dev.sprue.gateway.http.h1.BadMessageException;
import dev.sprue.gateway.http.h1.HeadFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The head of an HTTP/1.1 request (RFC 9112, section 3). */
final class Http1RequestHead {

    private static final String POST = "POST";
    private static final String GET = "GET";
    private static final int MAX_METHOD_CHARS = 32;
    private static final int VERSION_LENGTH = "HTTP/1.1".length();

    private final HeadFields fields;
    private final boolean http11;
    private final String method;
    private final String path;
    private final String query;

    /**
     * Reads the head that begins at {@code from}.
     *
     * @param end offset after the empty line that ends it
     */
    Http1RequestHead(byte[] bytes, int from, int end) throws BadMessageException {
        int lineEnd = HeadFields.endOfLine(bytes, from);
        int methodEnd = from;
        while (methodEnd < lineEnd && bytes[methodEnd] >= 'A' && bytes[methodEnd] <= 'Z') {
            methodEnd++;
        }
        int versionStart = lineEnd - VERSION_LENGTH;
        if (methodEnd == from
                || methodEnd - from > MAX_METHOD_CHARS
                || versionStart < methodEnd + 3
                || bytes[methodEnd] != ' '
                || bytes[versionStart - 1] != ' ') {
            throw new BadMessageException("its first line is not that of an HTTP/1.1 request");
        }
        this.http11 = version(bytes, versionStart);
        this.method = method(bytes, from, methodEnd);
        String target = target(bytes, methodEnd + 1, versionStart - 1);
        int mark = target.indexOf('?');
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.query = mark < 0 ? "" : target.substring(mark + 1);
        this.fields = new HeadFields(bytes, HeadFields.nextLine(lineEnd), end);
        if (fields.isChunked() && (fields.length() >= 0 || !http11)) {
            // Two readers could find two different ends: the seam that request smuggling needs (RFC 9112, section
            // 11.2).
            throw new BadMessageException("it has a length and chunks");
        }
        if (fields.hosts() > 1 || http11 && fields.hosts() == 0) {
            throw new BadMessageException("it does not name one host");
        }
    }

    private static boolean version(byte[] bytes, int at) throws BadMessageException {
        String version = new String(bytes, at, VERSION_LENGTH, StandardCharsets.ISO_8859_1);
        return switch (version) {
            case "HTTP/1.1" -> true;
            case "HTTP/1.0" -> false;
            default -> throw new BadMessageException("its version is not HTTP/1.1");
        };
    }

    /** The two that nearly all requests have are not made anew each time. */
    private static String method(byte[] bytes, int from, int to) {
        if (spells(bytes, from, to, POST)) {
            return POST;
        }
        return spells(bytes, from, to, GET) ? GET : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean spells(byte[] bytes, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The path and query of the target; of the absolute form, which proxies are sent, without its beginning. */
    private static String target(byte[] bytes, int from, int to) throws BadMessageException {
        for (int i = from; i < to; i++) {
            if (bytes[i] <= ' ' || bytes[i] == 0x7F) {
                throw new BadMessageException("its target holds a character that none may have");
            }
        }
        String target = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (target.charAt(0) == '/' || target.equals("*")) {
            return target;
        }
        boolean http = target.regionMatches(true, 0, "http://", 0, 7);
        if (!http && !target.regionMatches(true, 0, "https://", 0, 8)) {
            throw new BadMessageException("its target is no path");
        }
        int host = http ? 7 : 8;
        int path = target.indexOf('/', host);
        int query = target.indexOf('?', host);
        if (path >= 0 && (query < 0 || path < query)) {
            return target.substring(path);
        }
        return query < 0 ? "/" : "/" + target.substring(query);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String query() {
        return query;
    }

    Optional<String> header(String name) {
        return fields.find(name);
    }

    List<String> headerNames() {
        return fields.names();
    }

    /** Whether it is HTTP/1.1, and not 1.0. */
    boolean isHttp11() {
        return http11;
    }

    /** Whether the caller wants the connection to go on. */
    boolean keepsAlive() {
        return fields.keepsAlive(http11);
    }

    boolean isChunked() {
        return fields.isChunked();
    }

    /** Bytes of the body, where it is not chunked. */
    long length() {
        return Math.max(0, fields.length());
    }
}
