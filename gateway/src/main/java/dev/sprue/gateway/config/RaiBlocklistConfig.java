package dev.sprue.gateway.config;

import java.util.List;
import java.util.Map;

/**
 * A list of forbidden words and patterns, in the shape of ARM.
 *
 * @param name unique in its resource, compared without case
 * @param properties what it is
 * @param items what is on it
 * @param tags names and values for its owners, at most 50
 */
public record RaiBlocklistConfig(
        @Matches(Form.NAME) String name,
        RaiBlocklistProperties properties,
        List<RaiBlocklistItemConfig> items,
        Map<String, String> tags) {

    /** Copies list and map. */
    public RaiBlocklistConfig {
        items = List.copyOf(items);
        tags = Map.copyOf(tags);
    }
}
