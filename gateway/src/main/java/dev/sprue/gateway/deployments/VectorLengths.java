package dev.sprue.gateway.deployments;

import java.util.List;

/** The lengths of vectors that a request may ask a model for. */
public sealed interface VectorLengths {

    /** Whether a request may ask for that length. */
    boolean allows(long length);

    /**
     * All lengths between two bounds, both included.
     *
     * @param min the least, at least 1
     * @param max the greatest
     */
    record Between(int min, int max) implements VectorLengths {

        @Override
        public boolean allows(long length) {
            return length >= min && length <= max;
        }
    }

    /**
     * Some lengths.
     *
     * @param lengths the lengths; none where a request may not ask at all
     */
    record OneOf(List<Integer> lengths) implements VectorLengths {

        /** Copies the list. */
        public OneOf {
            lengths = List.copyOf(lengths);
        }

        @Override
        public boolean allows(long length) {
            return lengths.stream().anyMatch(allowed -> allowed == length);
        }
    }
}
