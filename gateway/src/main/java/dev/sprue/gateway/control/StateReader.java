package dev.sprue.gateway.control;

import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Revision;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Reads all that the gateway runs on beside the configuration. */
public final class StateReader {

    private static final System.Logger LOG = System.getLogger(StateReader.class.getName());

    private StateReader() {}

    /**
     * Everything as it is in one transaction that reads. A row that cannot be read is left out and told of in the log, once.
     *
     * @param before what was read last, {@link ControlState#NONE} at first: what has not changed is taken over from there
     */
    public static ControlState read(Handle handle, SecretBox box, ControlState before) {
        Set<String> faults = new LinkedHashSet<>();
        ControlState now = new ControlState(
                Revision.current(handle),
                new DeploymentTable(handle).all(before.deployments(), faults::add),
                KeyTable.all(handle, box, faults::add),
                faults);
        faults.stream()
                .filter(fault -> !before.faults().contains(fault))
                .forEach(fault -> LOG.log(System.Logger.Level.ERROR, fault));
        return now;
    }
}
