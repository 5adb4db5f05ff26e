package dev.sprue.gateway.pipeline;

import dev.sprue.gateway.auth.Authenticator;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.Router;
import dev.sprue.gateway.providers.Provider;
import java.util.Map;
import java.util.Objects;

/**
 * All configuration that a call needs, as it was at one moment. Immutable; a change makes a new one, and a call keeps
 * the one it began with.
 *
 * @param authenticator who may call
 * @param resources what there is to tell of each resource, by its name
 * @param router what a name means
 * @param providers who serves each model that a deployment names, adapted to what its server takes
 */
public record Snapshot(
        Authenticator authenticator,
        Map<String, ResourceFacts> resources,
        Router router,
        Map<ProviderModel, Provider> providers) {

    /** Copies the maps. */
    public Snapshot {
        resources = Map.copyOf(resources);
        providers = Map.copyOf(providers);
    }

    /** What there is to tell of the caller's resource. */
    public ResourceFacts resource(Principal principal) {
        return Objects.requireNonNull(resources.get(principal.resource()));
    }

    /** Who serves a model of a deployment of this configuration. */
    public Provider provider(ProviderModel model) {
        return Objects.requireNonNull(providers.get(model));
    }
}
