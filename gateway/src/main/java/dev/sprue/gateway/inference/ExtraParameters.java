package dev.sprue.gateway.inference;

import java.util.Collections;
import java.util.List;

/** What happens to body fields that the surface's API does not define. */
public sealed interface ExtraParameters {

    /** Whether a field, meant by its index in the body, is left out. */
    boolean drops(int field);

    /** The body has none, or they go to the model as they are. */
    record PassThrough() implements ExtraParameters {

        @Override
        public boolean drops(int field) {
            return false;
        }
    }

    /**
     * They are left out.
     *
     * @param fields their indexes in the body, in order
     */
    record Drop(List<Integer> fields) implements ExtraParameters {

        @Override
        public boolean drops(int field) {
            return Collections.binarySearch(fields, field) >= 0;
        }
    }
}
