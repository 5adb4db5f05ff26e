package dev.sprue.gateway.config;

import java.util.Map;

/**
 * A content-filter policy, in the shape of ARM.
 *
 * @param name unique in its resource, compared without case; names that begin with {@code Microsoft.} are the service's own
 * @param properties what it filters
 * @param tags names and values for its owners, at most 50
 */
public record RaiPolicyConfig(
        @Matches(Form.NAME) String name, RaiPolicyProperties properties, Map<String, String> tags) {

    /** Copies the tags. */
    public RaiPolicyConfig {
        tags = Map.copyOf(tags);
    }
}
