package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * What a blocklist is.
 *
 * @param description for people, at most 1,000 characters
 */
public record RaiBlocklistProperties(Optional<String> description) {}
