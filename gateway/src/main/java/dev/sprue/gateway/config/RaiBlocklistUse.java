package dev.sprue.gateway.config;

/**
 * A blocklist as a content-filter policy uses it.
 *
 * @param blocklistName a blocklist of the same resource
 * @param source what it is held against: {@code Prompt} or {@code Completion}
 * @param blocking whether what it finds is blocked; otherwise it is only annotated
 */
public record RaiBlocklistUse(
        @Matches(Form.NAME) String blocklistName,
        RaiSource source,
        @Default("true") boolean blocking) {}
