package dev.sprue.gateway.pipeline;

import dev.sprue.gateway.auth.Authenticator;
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
 * @param router what a name means
 * @param providers who serves each model that a deployment names, adapted to what its server takes
 */
public record Snapshot(Authenticator authenticator, Router router, Map<ProviderModel, Provider> providers) {

    /** Copies the providers. */
    public Snapshot {
        providers = Map.copyOf(providers);
    }

    /** Who serves a model of a deployment of this configuration. */
    public Provider provider(ProviderModel model) {
        return Objects.requireNonNull(providers.get(model));
    }
}
