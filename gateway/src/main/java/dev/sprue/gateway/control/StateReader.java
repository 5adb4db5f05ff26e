package dev.sprue.gateway.control;

import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Revision;
import org.jdbi.v3.core.Handle;

/** Reads all that the gateway runs on beside the configuration. */
public final class StateReader {

    private StateReader() {}

    /**
     * Everything as it is in one transaction that reads.
     *
     * @param before what was read last, {@link ControlState#NONE} at first: what has not changed is taken over from there
     */
    public static ControlState read(Handle handle, SecretBox box, ControlState before) {
        return new ControlState(
                Revision.current(handle),
                new DeploymentTable(handle).all(before.deployments()),
                KeyTable.all(handle, box));
    }
}
