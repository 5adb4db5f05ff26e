package dev.sprue.gateway.control;

import java.util.Optional;

/**
 * A deployment's capacity type and capacity.
 *
 * @param name one of the service's SKU names
 * @param tier as given; of no effect
 * @param size as given; of no effect
 * @param family as given; of no effect
 * @param capacity capacity units, at least 1; one unit is 1,000 tokens a minute
 */
public record Sku(String name, Optional<String> tier, Optional<String> size, Optional<String> family, int capacity) {

    /** A capacity type and capacity without the words that have no effect. */
    public Sku(String name, int capacity) {
        this(name, Optional.empty(), Optional.empty(), Optional.empty(), capacity);
    }
}
