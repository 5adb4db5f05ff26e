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
    private final Http1Target target;
    private final String host;

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
        this.target = Http1Target.of(bytes, methodEnd + 1, versionStart - 1);
        this.fields = new HeadFields(bytes, HeadFields.nextLine(lineEnd), end);
        if (fields.isChunked() && (fields.length() >= 0 || !http11)) {
            // Two readers could find two different ends: the seam that request smuggling needs (RFC 9112, section
            // 11.2).
            throw new BadMessageException("it has a length and chunks");
        }
        if (fields.hosts() > 1 || http11 && fields.hosts() == 0) {
            throw new BadMessageException("it does not name one host");
        }
        this.host = host(fields.find("host").orElse(""), target);
    }

    /** What the target names goes before the header (RFC 9112, section 3.2.2), which still has to be a host. */
    private static String host(String header, Http1Target target) throws BadMessageException {
        String given = HostField.host(header);
        return target.authority().isEmpty() ? given : HostField.host(target.authority());
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

    String method() {
        return method;
    }

    String path() {
        return target.path();
    }

    String query() {
        return target.query();
    }

    /** The host that it is for, as {@link HttpCall#host} has it. */
    String host() {
        return host;
    }

    Optional<String> header(String name) {
        return fields.find(name);
    }

    List<String> headers(String name) {
        return fields.values(name);
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
