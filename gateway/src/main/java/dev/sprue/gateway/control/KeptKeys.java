package dev.sprue.gateway.control;

import dev.sprue.gateway.config.KeysConfig;
import dev.sprue.gateway.config.Secret;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of a resource that the database holds.
 *
 * @param key1 first key; empty where the configuration has always declared it, or it cannot be opened
 * @param key2 second key, likewise
 * @param unreadable the slots, 1 or 2, whose keys are there and cannot be opened: nobody may call with them
 */
public record KeptKeys(Optional<Secret> key1, Optional<Secret> key2, Set<Integer> unreadable) {

    /** None. */
    public static final KeptKeys NONE = new KeptKeys(Optional.empty(), Optional.empty(), Set.of());

    /** Copies the slots. */
    public KeptKeys {
        unreadable = Set.copyOf(unreadable);
    }

    /** The keys that are valid: what the configuration declares wins, slot by slot. */
    public KeptKeys under(KeysConfig declared) {
        return new KeptKeys(declared.key1().or(this::key1), declared.key2().or(this::key2), unreadable);
    }

    /** The key in a slot, 1 or 2. */
    public Optional<Secret> slot(int slot) {
        return slot == 1 ? key1 : key2;
    }

    /** Whether a slot, 1 or 2, holds no key at all; one that cannot be opened is not made anew unless somebody asks for it. */
    public boolean isFree(int slot) {
        return slot(slot).isEmpty() && !unreadable.contains(slot);
    }

    /** The same with another key in a slot, 1 or 2. */
    KeptKeys with(int slot, Secret key) {
        return slot == 1
                ? new KeptKeys(Optional.of(key), key2, unreadable)
                : new KeptKeys(key1, Optional.of(key), unreadable);
    }

    /** The same with a key in a slot, 1 or 2, that cannot be opened. */
    KeptKeys withUnreadable(int slot) {
        Set<Integer> slots = new HashSet<>(unreadable);
        slots.add(slot);
        return new KeptKeys(key1, key2, slots);
    }
}
