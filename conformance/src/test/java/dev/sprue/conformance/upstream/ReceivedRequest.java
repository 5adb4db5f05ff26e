package dev.sprue.conformance.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the stand-in got it.
 *
 * @param method the HTTP method
 * @param target path and query
 * @param headers values by name in lower case
 * @param text the body's bytes as UTF-8
 * @param body the body as JSON, a missing node where it is none
 */
public record ReceivedRequest(
        String method, String target, Map<String, List<String>> headers, String text, JsonNode body) {

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** Everything that was sent, to look for what must not be in it. */
    public String everything() {
        return method + " " + target + "\n" + headers + "\n" + text;
    }
}
