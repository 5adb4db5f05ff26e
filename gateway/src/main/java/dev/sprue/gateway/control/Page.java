package dev.sprue.gateway.control;

import java.util.List;
import java.util.Optional;

/**
 * Some of a list, in the order of the folded names.
 *
 * @param items the objects
 * @param next where the next page begins; empty on the last one
 * @param <T> the objects' type
 */
public record Page<T>(List<T> items, Optional<String> next) {

    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
