package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * The keys of a resource that the file declares.
 *
 * @param key1 first key; absent: made at first start and kept sealed in the database
 * @param key2 second key, likewise
 */
public record KeysConfig(
        @Matches(Form.RESOURCE_KEY) Optional<Secret> key1,
        @Matches(Form.RESOURCE_KEY) Optional<Secret> key2) {}
