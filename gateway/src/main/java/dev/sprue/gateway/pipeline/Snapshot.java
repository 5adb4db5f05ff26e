package dev.sprue.gateway.pipeline;

import dev.sprue.gateway.auth.Authenticator;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.Router;
import dev.sprue.gateway.providers.balancing.Backend;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * All configuration that a call needs, as it was at one moment. Immutable; a change makes a new one, and a call keeps
 * the one it began with.
 *
 * @param authenticator who may call
 * @param resources what there is to tell of each resource, by its name
 * @param router what a name means
 * @param backends what answers the calls to each deployment
 * @param calls the calls that run on its providers, which other snapshots may have, too
 */
public record Snapshot(
        Authenticator authenticator,
        Map<String, ResourceFacts> resources,
        Router router,
        Map<Deployment, Backend> backends,
        RunningCalls calls) {

    /** Copies the maps. */
    public Snapshot {
        resources = Map.copyOf(resources);
        backends = Map.copyOf(backends);
    }

    /**
     * The snapshot of this moment, for a call that begins: its providers stay until the call {@link RunningCalls#end ends}.
     *
     * @param latest the snapshot in use
     */
    static Snapshot begun(Supplier<Snapshot> latest) {
        Snapshot now = latest.get();
        now.calls.begin();
        // Between the two it may have been replaced, and its providers released.
        for (Snapshot next = latest.get(); next.calls != now.calls; next = latest.get()) {
            now.calls.end();
            now = next;
            now.calls.begin();
        }
        return now;
    }

    /** What there is to tell of the caller's resource. */
    public ResourceFacts resource(Principal principal) {
        return Objects.requireNonNull(resources.get(principal.resource()));
    }

    /** What answers the calls to a deployment of this configuration. */
    public Backend backend(Deployment deployment) {
        return Objects.requireNonNull(backends.get(deployment));
    }
}
