package dev.sprue.gateway.control;

import dev.sprue.gateway.config.KeysConfig;
import dev.sprue.gateway.config.Secret;
import java.util.Optional;

/**
 * The keys of a resource that the database holds.
 *
 * @param key1 first key; empty where the configuration has always declared it
 * @param key2 second key, likewise
 */
public record KeptKeys(Optional<Secret> key1, Optional<Secret> key2) {

    /** None. */
    public static final KeptKeys NONE = new KeptKeys(Optional.empty(), Optional.empty());

    /** The keys that are valid: what the configuration declares wins, slot by slot. */
    public KeptKeys under(KeysConfig declared) {
        return new KeptKeys(declared.key1().or(this::key1), declared.key2().or(this::key2));
    }

    /** The key in a slot, 1 or 2. */
    public Optional<Secret> slot(int slot) {
        return slot == 1 ? key1 : key2;
    }

    /** The same with another key in a slot, 1 or 2. */
    public KeptKeys with(int slot, Secret key) {
        return slot == 1 ? new KeptKeys(Optional.of(key), key2) : new KeptKeys(key1, Optional.of(key));
    }
}
