package dev.sprue.gateway;

import dev.sprue.gateway.control.ControlState;
import dev.sprue.gateway.store.sql.Revision;

/**
 * Where the gateway learns what the database holds. Both methods block, and throw a
 * {@link dev.sprue.gateway.error.FailureException} while the database cannot be used.
 */
interface StateSource {

    /** The last change. */
    Revision revision();

    /**
     * Everything, as it is at one moment.
     *
     * @param before what was read last
     */
    ControlState read(ControlState before);
}
