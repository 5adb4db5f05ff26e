package dev.sprue.gateway.usage;

/** Step six: takes note of a call that has ended. */
@FunctionalInterface
public interface Meter {

    /** Notes one call. Never blocks, never throws. */
    void record(CallRecord call);
}
