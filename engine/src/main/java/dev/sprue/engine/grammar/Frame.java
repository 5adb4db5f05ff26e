package dev.sprue.engine.grammar;

import org.jspecify.annotations.Nullable;

/**
 * One run of a rule: where it stands, or, below another frame, where it goes on when that one has ended. Equal frames of
 * one automaton are the same object.
 *
 * @param id a number that only this frame of the automaton has
 * @param need repetitions that must still come
 * @param room repetitions that may still come
 * @param depth levels of nesting, this frame's rule included
 * @param parent the caller; null for the outermost rule
 */
record Frame(
        int id,
        int state,
        int need,
        int room,
        int depth,
        @Nullable Frame parent) {

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
