package dev.sprue.gateway.control;

import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.config.RaiForm;
import dev.sprue.gateway.config.ResourceConfig;
import org.jdbi.v3.core.Handle;

/** Which content-filter policies there are for deployments to name. */
final class PolicyNames {

    private PolicyNames() {}

    /** Whether a resource has a policy of that name: built in, declared, or made by the management API. */
    static boolean has(Handle handle, ResourceConfig resource, String name) {
        return RaiForm.isBuiltIn(name)
                || resource.raiPolicies().stream()
                        .anyMatch(policy -> policy.name().equalsIgnoreCase(name))
                || handle.createQuery("SELECT COUNT(*) FROM rai_policies WHERE resource = ? AND folded = ?")
                                .bind(0, Names.folded(resource.name()))
                                .bind(1, Names.folded(name))
                                .mapTo(Long.class)
                                .one()
                        > 0;
    }
}
