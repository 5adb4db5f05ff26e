package dev.sprue.gateway.http.server;

import dev.sprue.gateway.http.h1.BadMessageException;
import java.nio.charset.StandardCharsets;

/**
 * What the first line of an HTTP/1.1 request asks for (RFC 9112, section 3.2).
 *
 * @param authority host and port, where the target is in the absolute form, which proxies are sent; else empty
 * @param path as sent, percent-encoded
 * @param query as sent, without the question mark; empty if there is none
 */
record Http1Target(String authority, String path, String query) {

    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";

    /** Reads the target between two offsets, which is not empty. */
    static Http1Target of(byte[] bytes, int from, int to) throws BadMessageException {
        for (int i = from; i < to; i++) {
            if (bytes[i] <= ' ' || bytes[i] == 0x7F) {
                throw new BadMessageException("its target holds a character that none may have");
            }
        }
        String target = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        return target.charAt(0) == '/' || target.equals("*") ? of("", target) : absolute(target);
    }

    private static Http1Target absolute(String target) throws BadMessageException {
        int host;
        if (target.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
            host = HTTP.length();
        } else if (target.regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
            host = HTTPS.length();
        } else {
            throw new BadMessageException("its target is no path");
        }
        int end = host;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        if (end == host) {
            throw new BadMessageException("its target names no host");
        }
        String rest = target.substring(end);
        return of(target.substring(host, end), rest.startsWith("/") ? rest : "/" + rest);
    }

    private static Http1Target of(String authority, String target) {
        int mark = target.indexOf('?');
        return mark < 0
                ? new Http1Target(authority, target, "")
                : new Http1Target(authority, target.substring(0, mark), target.substring(mark + 1));
    }
}
