package dev.sprue.gateway.limits;

import dev.sprue.gateway.inference.Usage;

/** What a running call has reserved. */
@FunctionalInterface
public interface Permit {

    /** Ends the reservation and replaces its estimate by what was used; once, when the call has ended. */
    void settle(Usage usage);
}
