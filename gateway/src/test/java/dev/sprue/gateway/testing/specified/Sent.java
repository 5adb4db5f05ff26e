package dev.sprue.gateway.testing.specified;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A request that a test made.
 *
 * @param target path and query
 * @param headers names in lower case
 */
public record Sent(String method, String target, Map<String, String> headers, byte[] body) {

    /** The path without doubled slashes. */
    public String path() {
        int query = target.indexOf('?');
        return (query < 0 ? target : target.substring(0, query)).replaceAll("/{2,}", "/");
    }

    /** The path below the API's prefix; empty for other paths. */
    public Optional<String> route() {
        for (String prefix : new String[] {"/models", "/api/models"}) {
            if (path().equals(prefix) || path().startsWith(prefix + "/")) {
                return Optional.of(path().substring(prefix.length()));
            }
        }
        return Optional.empty();
    }

    /** The first value of a query parameter. */
    public Optional<String> query(String name) {
        int query = target.indexOf('?');
        for (String pair : target.substring(query + 1).split("&")) {
            if (query >= 0 && pair.startsWith(name + "=")) {
                return Optional.of(pair.substring(name.length() + 1)).map(Sent::decoded);
            }
        }
        return Optional.empty();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException hostile) {
            return value;
        }
    }
}
