package dev.sprue.gateway.inference;

import java.util.List;

/** What happens to body fields that the surface's API does not define. */
public sealed interface ExtraParameters {

    /** The body has none, or they go to the model as they are. */
    record PassThrough() implements ExtraParameters {}

    /**
     * They are left out.
     *
     * @param fields their indexes in the body
     */
    record Drop(List<Integer> fields) implements ExtraParameters {}
}
