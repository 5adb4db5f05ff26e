package dev.sprue.gateway.control.keys;

import dev.sprue.gateway.config.Secret;
import java.util.Optional;

/**
 * The two interchangeable keys of a resource.
 *
 * @param key1 first key; empty where the one that the database holds cannot be opened, until it is made anew
 * @param key2 second key, likewise
 */
public record KeyPair(Optional<Secret> key1, Optional<Secret> key2) {}
