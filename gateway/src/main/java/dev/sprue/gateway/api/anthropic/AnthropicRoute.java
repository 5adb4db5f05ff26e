package dev.sprue.gateway.api.anthropic;

import java.util.Optional;

/** What can be asked for below {@code /anthropic}, always with POST. */
enum AnthropicRoute {
    MESSAGES("/v1/messages"),
    COUNT_TOKENS("/v1/messages/count_tokens");

    private static final String PREFIX = "/anthropic";

    private final String path;

    AnthropicRoute(String path) {
        this.path = path;
    }

    /** Whether a path is below {@code /anthropic}, in any case. */
    static boolean owns(String path) {
        return path.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                && (path.length() == PREFIX.length() || path.charAt(PREFIX.length()) == '/');
    }

    /** Reads a path without case; empty if it is none of these. */
    static Optional<AnthropicRoute> of(String path) {
        for (AnthropicRoute route : values()) {
            int length = PREFIX.length() + route.path.length();
            if (path.length() == length
                    && owns(path)
                    && path.regionMatches(true, PREFIX.length(), route.path, 0, route.path.length())) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }
}
