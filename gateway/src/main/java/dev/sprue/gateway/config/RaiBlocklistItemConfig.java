package dev.sprue.gateway.config;

import java.util.Map;

/**
 * One entry of a blocklist.
 *
 * @param name unique in its list, compared without case
 * @param properties what is forbidden
 * @param tags names and values for its owners, at most 50
 */
public record RaiBlocklistItemConfig(
        @Matches(Form.NAME) String name, RaiBlocklistItemProperties properties, Map<String, String> tags) {

    /** Copies the tags. */
    public RaiBlocklistItemConfig {
        tags = Map.copyOf(tags);
    }
}
