package dev.sprue.gateway.api.inference;

import java.util.Optional;
import java.util.regex.Pattern;

/** The routes of the API below {@code /models}. */
enum Route {
    CHAT_COMPLETIONS("/chat/completions", "POST"),
    EMBEDDINGS("/embeddings", "POST"),
    IMAGE_EMBEDDINGS("/images/embeddings", "POST"),
    IMAGE_GENERATIONS("/images/generations", "POST"),
    INFO("/info", "GET");

    private static final String PREFIX = "/models";
    private static final String LONG_PREFIX = "/api/models";

    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    private final String path;
    private final String method;

    Route(String path, String method) {
        this.path = path;
        this.method = method;
    }

    /** The one method that it takes. */
    String method() {
        return method;
    }

    /** Whether a path is below {@code /models} or {@code /api/models}. */
    static boolean owns(String path) {
        return isBelow(path, PREFIX) || isBelow(path, LONG_PREFIX);
    }

    private static boolean isBelow(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /** The route of a path; empty if there is none. A client given an endpoint that ends in a slash sends two. */
    static Optional<Route> of(String sent) {
        String path = sent.contains("//") ? SLASHES.matcher(sent).replaceAll("/") : sent;
        String prefix = isBelow(path, PREFIX) ? PREFIX : LONG_PREFIX;
        for (Route route : values()) {
            if (path.startsWith(prefix)
                    && path.length() == prefix.length() + route.path.length()
                    && path.endsWith(route.path)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }
}
