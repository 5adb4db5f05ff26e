package dev.sprue.gateway.http;

import dev.sprue.gateway.error.Failure;

/** One wire API: it translates between its dialect and the pipeline, and renders failures in its own words. */
public interface Surface {

    /** Whether the path (still percent-encoded, without the query) belongs to this surface. */
    boolean owns(String path);

    /** Whether it answers at every host name, also where calls to others than those of resources are refused. */
    default boolean servesEveryHost() {
        return false;
    }

    /** Answers a call on a path that it owns. May throw a {@code FailureException}. */
    void handle(Exchange exchange);

    /** Answers with a failure; nothing has been written yet. */
    void fail(Exchange exchange, Failure failure);
}
