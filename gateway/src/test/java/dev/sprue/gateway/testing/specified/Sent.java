package dev.sprue.gateway.testing.specified;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /** Where it goes; empty for what is of no API. */
    public Optional<Api.Place> place() {
        return Api.place(path());
    }

    /** The documents that hold for it, by name. */
    public List<String> documents() {
        return place().map(known -> known.documents(query("api-version"))).orElse(List.of());
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
