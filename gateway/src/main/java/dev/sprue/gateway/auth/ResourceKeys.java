package dev.sprue.gateway.auth;

import dev.sprue.gateway.config.Secret;

/**
 * The two interchangeable keys of a resource.
 *
 * @param key1 first key
 * @param key2 second key
 */
public record ResourceKeys(Secret key1, Secret key2) {}
