package dev.sprue.gateway;

import dev.sprue.gateway.control.ControlState;

/**
 * Where the gateway learns what the database holds. Both methods block, and throw a
 * {@link dev.sprue.gateway.error.FailureException} while the database cannot be used.
 */
interface StateSource {

    /** The number of the last change. */
    long revision();

    /**
     * Everything, as it is at one moment.
     *
     * @param before what was read last
     */
    ControlState read(ControlState before);
}
