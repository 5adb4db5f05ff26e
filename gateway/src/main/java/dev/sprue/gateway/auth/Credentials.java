package dev.sprue.gateway.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request presents as proof, in the order in which it is tried.
 *
 * <p>Clients differ: the {@code api-key} header, a key as bearer token, a key in {@code Authorization} without any
 * scheme (Microsoft's Java client), or the same key in two of these places at once. None of that is a conflict.
 *
 * @param candidates the texts that may be a key, without their scheme
 */
public record Credentials(List<String> candidates) {

    private static final String BEARER = "bearer ";

    /** Reads the two headers. */
    public static Credentials of(Optional<String> apiKey, Optional<String> authorization) {
        List<String> candidates = new ArrayList<>(2);
        apiKey.map(String::strip).filter(key -> !key.isEmpty()).ifPresent(candidates::add);
        authorization
                .map(Credentials::withoutScheme)
                .filter(key -> !key.isEmpty() && !candidates.contains(key))
                .ifPresent(candidates::add);
        return new Credentials(candidates);
    }

    private static String withoutScheme(String header) {
        boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return (bearer ? header.substring(BEARER.length()) : header).strip();
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "Credentials[" + candidates.size() + "]";
    }
}
