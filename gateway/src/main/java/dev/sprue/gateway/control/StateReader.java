package dev.sprue.gateway.control;

import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Revision;
import org.jdbi.v3.core.Handle;

/** Reads all that the gateway runs on beside the configuration. */
public final class StateReader {

    private StateReader() {}

    /** Everything as it is in one transaction that reads. */
    public static ControlState read(Handle handle, SecretBox box) {
        return new ControlState(Revision.current(handle), new DeploymentTable(handle).all(), KeyTable.all(handle, box));
    }
}
