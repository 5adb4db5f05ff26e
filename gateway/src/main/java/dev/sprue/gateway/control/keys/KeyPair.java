package dev.sprue.gateway.control.keys;

import dev.sprue.gateway.config.Secret;

/**
 * The two interchangeable keys of a resource.
 *
 * @param key1 first key
 * @param key2 second key
 */
public record KeyPair(Secret key1, Secret key2) {}
