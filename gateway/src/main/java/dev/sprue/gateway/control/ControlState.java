package dev.sprue.gateway.control;

import dev.sprue.gateway.store.sql.Revision;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that the gateway runs on beside the configuration, as it was at one moment.
 *
 * @param revision the last change that is in it
 * @param deployments those that the management API made, by their resource's folded name, in the order of the folded names
 * @param keys the keys of each resource that has any in the database, by its folded name
 * @param faults the rows that could not be read and are left out, each in a sentence that says what it was and what to do
 */
public record ControlState(
        Revision revision,
        Map<String, List<ManagedDeployment>> deployments,
        Map<String, KeptKeys> keys,
        Set<String> faults) {

    /** Before anything was read. */
    public static final ControlState NONE = new ControlState(Revision.NONE, Map.of(), Map.of());

    /** A state all of whose rows could be read. */
    public ControlState(
            Revision revision, Map<String, List<ManagedDeployment>> deployments, Map<String, KeptKeys> keys) {
        this(revision, deployments, keys, Set.of());
    }

    /** Copies them. */
    public ControlState {
        deployments = Map.copyOf(deployments);
        keys = Map.copyOf(keys);
        faults = Set.copyOf(faults);
    }
}
